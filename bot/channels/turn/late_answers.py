"""Late answers: replies to a question that another message settled meanwhile, in another tab or on another device.

A message answers the question that its author saw. If another question is pending by now, a choice of the earlier
message, a yes or a no does not answer it: the pending question is repeated.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.base.text import fold
from bot.channels.turn.reply_log import ReplyLog
from bot.channels.turn.turn_types import Parts, TurnInput
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
YES, NO = "affirm", "deny"  # intents
_WORDS = {"oui": YES, "non": NO}
_CLOSED = frozenset({Kind.STRICT, Kind.YES_NO})


@dataclass(frozen=True)
class NeedsIntent:
    """The author saw an earlier question: the NLU must tell whether the message is a yes or a no."""

    text: str


@dataclass(frozen=True)
class SeenContext:
    """What the author of a message saw, if another message was answered since.

    Attributes:
        asked: the pending question; empty if there was none.
        offered: titles of the choices.
    """

    asked: str
    offered: Sequence[str]


def seen_context(session: Session, conversation_id: str, window: Window, seen: int) -> SeenContext | None:
    """What the author of a message saw; None if nothing was answered since.

    Args:
        window: of the conversation, with its last turns.
        seen: id of the last event that the author saw.
    """
    since = (row for row in window.events if row.id > seen and row.type_name == USER_MESSAGE)
    if all(transcripts.is_signal(row) for row in since):  # opening the chat answers no question
        return None
    first = transcripts.first_message_after(session, conversation_id, seen)
    if first is None:
        return None
    return SeenContext(first.data.get(ASKED, ""), transcripts.choices_before(session, conversation_id, first.id))


def is_late(text: str, was: SeenContext, asked: str, offered: Sequence[str], meant: str | None) -> bool:
    """Whether a message answers the question that its author saw instead of the pending one.

    Args:
        asked: the question that is pending now.
        offered: titles of the choices that are offered now.
        meant: `YES` or `NO` if the message is one.
    """
    if directive_of(text) is not None:  # independent of the pending question
        return False
    picked = pick(text, was.offered)
    if picked is not None and was.asked == asked:
        return was.offered[picked] not in offered if picked >= 0 else list(was.offered) != list(offered)
    if was.asked == asked:
        return False
    return (picked is not None and bool(was.asked or meant)) or (meant is not None and _is_closed(was.asked))


def _is_closed(asked: str) -> bool:
    return KINDS.get(asked) in _CLOSED


def may_be_late(text: str, was: SeenContext, asked: str) -> bool:
    """Whether the NLU must tell if the message is a yes or a no, because its first word does not."""
    return (
        was.asked != asked and _is_closed(was.asked) and plain_answer(text) is None and pick(text, was.offered) is None
    )


def plain_answer(text: str) -> str | None:
    """`YES` or `NO` if the message begins with « oui » or « non »."""
    return _WORDS.get(fold(text).partition(" ")[0])


def ask_again(
    session: Session,
    reply_log: ReplyLog,
    arrival: TurnInput,
    text: str,
    *,
    window: Window,
    was: SeenContext,
    meant: str | None,
) -> Parts:
    """Say that a message came late and repeat the pending question.

    After a yes to the consent question that was followed by a no, ask whether to erase everything.
    """
    conversation_id, slots = arrival.conversation_id, (window.state or {}).get("slots") or {}
    said = text if candidates.find(session, conversation_id) is not None else ""
    is_contrary = was.asked == CONSENT and meant == NO and slots.get("consent") is True
    if is_contrary and slots.get("awaiting") in {None, ERASURE_QUESTION}:
        conversations.set_pending(session, conversation_id, ERASURE_QUESTION)
        titles = (sentence("turn.erase"), sentence("turn.keep"))  # as in utter_ask_erasure
        return reply_log.say(session, arrival, said, sentence("turn.yes_and_no"), titles)
    question = transcripts.pending_question(session, conversation_id)
    if question is None:
        return reply_log.say(
            session, arrival, said, sentence("turn.late"), transcripts.latest_choices(session, conversation_id)
        )
    return reply_log.say(session, arrival, said, f"{sentence('turn.late')}\n\n{question['text']}", question["buttons"])
