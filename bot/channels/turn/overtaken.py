"""Answers to a question that another answer has settled meanwhile: in another tab, on another device, a moment before.

A message is understood as an answer to the question that its author saw. Where another one waits by the time the message
is taken, a choice of then, or a yes or a no, is not taken for an answer to it: what waits is asked again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.base.text import fold
from bot.channels.turn import sentences
from bot.channels.turn.answers import Answers
from bot.channels.turn.arrivals import Arrival, Parts
from bot.content.sentences import sentence
from bot.records.conversations import conversations, transcripts
from bot.records.conversations.event_rows import ASKED, USER_MESSAGE
from bot.records.conversations.windows import Window
from bot.records.files import candidates
from bot.understanding.reading.acts import KINDS, Kind
from bot.understanding.reading.choices import pick
from bot.understanding.reading.directives import directive_of
from bot.understanding.reading.turn import ERASURE_QUESTION

CONSENT = "consent"
YES, NO = "affirm", "deny"  # as the models call them
_WORDS = {"oui": YES, "non": NO}
_CLOSED = frozenset({Kind.STRICT, Kind.YES_NO})


@dataclass(frozen=True)
class Overtaken:
    """A message whose author saw an earlier question: whether it is a yes or a no is to be found out."""

    text: str


@dataclass(frozen=True)
class Seen:
    """What the author of a message saw, if another message was answered since.

    Attributes:
        asked: the question that waited; empty if none did.
        offered: titles of the choices that were offered.
    """

    asked: str
    offered: Sequence[str]


def what_was_seen(session: Session, conversation_id: str, window: Window, seen: int) -> Seen | None:
    """Returns what the author of a message saw; None if nothing was answered since.

    Args:
        session: an open session.
        conversation_id: the conversation.
        window: it, with its last turns.
        seen: id of what was said last, as far as they saw.
    """
    since = (row for row in window.said if row.id > seen and row.type_name == USER_MESSAGE)
    if all(transcripts.is_signal(row) for row in since):  # an opened chat overtakes nobody
        return None
    first = transcripts.first_message_after(session, conversation_id, seen)
    if first is None:
        return None
    return Seen(first.data.get(ASKED, ""), transcripts.choices_before(session, conversation_id, first.id))


def is_late(text: str, was: Seen, asked: str, offered: Sequence[str], meant: str | None) -> bool:
    """Returns whether a message answers the question that its author saw, and not the one that waits.

    Args:
        text: the message.
        was: what its author saw.
        asked: the question that waits now.
        offered: titles of the choices that are offered now.
        meant: `YES` or `NO` if it is one.
    """
    if directive_of(text) is not None:  # the same whatever waits
        return False
    picked = pick(text, was.offered)
    if picked is not None and was.asked == asked:
        return was.offered[picked] not in offered if picked >= 0 else list(was.offered) != list(offered)
    if was.asked == asked:
        return False
    return (picked is not None and bool(was.asked or meant)) or (meant is not None and _is_closed(was.asked))


def _is_closed(asked: str) -> bool:
    return KINDS.get(asked) in _CLOSED


def may_be_late(text: str, was: Seen, asked: str) -> bool:
    """Returns whether it matters that a message is a yes or a no, which its first word does not tell."""
    return (
        was.asked != asked and _is_closed(was.asked) and plain_answer(text) is None and pick(text, was.offered) is None
    )


def plain_answer(text: str) -> str | None:
    """Returns whether a message begins with a yes or a no."""
    return _WORDS.get(fold(text).partition(" ")[0])


def ask_again(
    session: Session, answers: Answers, arrival: Arrival, text: str, *, window: Window, was: Seen, meant: str | None
) -> Parts:
    """Says that a message came late, and asks what waits; who agreed and refused at once is asked whether to keep anything."""
    here, slots = arrival.conversation_id, (window.state or {}).get("slots") or {}
    said = text if candidates.find(session, here) is not None else ""
    is_contrary = was.asked == CONSENT and meant == NO and slots.get("consent") is True
    if is_contrary and slots.get("awaiting") in {None, ERASURE_QUESTION}:
        conversations.set_pending(session, here, ERASURE_QUESTION)
        return answers.say(session, arrival, said, sentences.YES_AND_NO, sentences.ERASE_OR_KEEP)
    question = transcripts.pending_question(session, here)
    if question is None:
        return answers.say(session, arrival, said, sentence("turn.late"), transcripts.latest_choices(session, here))
    return answers.say(session, arrival, said, f"{sentence('turn.late')}\n\n{question['text']}", question["buttons"])
