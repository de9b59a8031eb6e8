"""Messages in a conversation that a person of the team holds, or has just answered in: passed on, or the way back."""

import re
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from bot.base.text import fold
from bot.channels.turn import sentences
from bot.channels.turn.answers import Answers
from bot.channels.turn.arrivals import Arrival, Held, Parts, Whose
from bot.channels.turn.coming_back import RESUME_SIGNAL
from bot.records.conversations import (
    candidate_replies,
    conversations,
    inbox,
    reminders,
    reply_notifications,
    takeover_ends,
    takeover_messages,
    transcripts,
)
from bot.records.conversations.event_rows import ASIDE, HELD
from bot.records.conversations.windows import Window
from bot.records.models import Conversation, HumanRequest
from bot.understanding.reading.acts import CHANGE, OFFER
from bot.understanding.reading.choices import pick
from bot.understanding.reading.turn import ERASURE_QUESTION, pending_question

_BACK = re.compile(
    r"(?:retour|revenir|je veux revenir) (?:a|vers) l assistant|(?:continuer|reprendre) avec l assistant"
)
_GO_ON = frozenset({"continuer", "reprendre"})  # said alone, behind an answer of the team
# Actions that leave the slot `awaiting` with a question of their own.
_ASKING = frozenset({
    "action_amend_note", "action_strike_passage", "action_comment_note", "action_choose_field", "action_correct_registration",
})  # fmt: skip


def doubt_of(session: Session, arrival: Arrival, text: str, window: Window) -> Held:
    """Returns what tells whether a message is for the bot: what it asked last, unless somebody wrote since."""
    here, slots = arrival.conversation_id, (window.state or {}).get("slots") or {}
    awaiting, actions = slots.get("awaiting"), transcripts.last_actions(session, here)
    held = Held(text, reply_notifications.is_opted_in(session, here) or reminders.is_opted_in(session, here))
    if actions is None:
        return held
    pending, offered = pending_question(slots), transcripts.latest_choices(session, here)
    is_awaited = (
        pending == CHANGE or awaiting == ERASURE_QUESTION or (awaiting is not None and not _ASKING.isdisjoint(actions))
    )
    return replace(held, is_awaited=is_awaited, is_offer=pending == OFFER, offered=offered)


@dataclass(frozen=True)
class Taken:
    """A message that the bot takes although the team may read it.

    Attributes:
        text: what it takes.
        passes_on: the team is told it too.
    """

    text: str
    passes_on: bool = False


def take_held(
    session: Session, answers: Answers, arrival: Arrival, text: str, held: HumanRequest, whose: Whose | None
) -> Parts | Taken:
    """Passes a message on to the person of the team who holds the conversation; as long as they write, nothing is answered.

    The bot takes nothing away from them, a cry for help apart: what it answers is passed on as well.
    """
    if whose is Whose.BOT:
        return Taken(text)
    if whose in {Whose.ANSWER, Whose.BOTH}:
        return Taken(text, passes_on=True)
    if text == RESUME_SIGNAL:
        return answers.say(session, arrival, "", sentences.BACK_WITH_A_PERSON)
    _keep(session, arrival, text, HELD)
    if goes_back(text):
        takeover_ends.return_to_bot(session, held.id)
    else:
        conversations.clear_pending(session, arrival.conversation_id, ERASURE_QUESTION)
        takeover_ends.notify_if_unanswered(session, held, arrival.message_id)
    return _finish(session, answers, arrival)


def take_reply(
    session: Session, answers: Answers, arrival: Arrival, text: str, request: HumanRequest, whose: Whose | None
) -> Parts | Taken:
    """Passes a message on to the team, which has answered here and holds the conversation no more: it is their reply.

    The person is told, and may say that it was for the bot, which then takes it; or go on with the bot.
    """
    here = arrival.conversation_id
    if whose in {Whose.BOT, Whose.ANSWER}:
        return Taken(text)
    if text == RESUME_SIGNAL:
        return answers.say(session, arrival, "", takeover_messages.ANSWERED_ONCE)
    chosen = _chosen(session, here, text)
    if (
        chosen == takeover_messages.FOR_THE_BOT
        and (words := candidate_replies.retract_last(session, request)) is not None
    ):
        if (row := inbox.find(session, here, arrival.message_id)) is not None:
            row.text = words  # handed over again, the message stands for them still
        return Taken(words)
    if chosen is not None or (whose is Whose.COURTESY and not candidate_replies.team_asked_question(session, here)):
        candidate_replies.stop_awaiting(session, request)
        if chosen is None:
            return Taken(text)
        _keep(session, arrival, text, ASIDE)
        waits = takeover_messages.STILL_AWAITED if request.handled_at is None else ""
        takeover_messages.repeat_pending_question(session, here, takeover_messages.GOES_ON + waits)
        return _finish(session, answers, arrival)
    is_first = not candidate_replies.has_replied(session, request)
    candidate_replies.reopen(session, request)
    if whose is Whose.BOTH:
        return Taken(text, passes_on=True)
    _keep(session, arrival, text, HELD)
    tell_passed_on(session, here, is_first=is_first)
    return _finish(session, answers, arrival)


def tell_passed_on(session: Session, conversation_id: str, *, is_first: bool) -> None:
    """Tells the person that their reply is passed on, and how to go on with the bot."""
    sentence = takeover_messages.PASSED_ON if is_first else takeover_messages.PASSED_ON_TOO
    conversation = session.get(Conversation, conversation_id)
    if is_first and (conversation is None or not conversation.consented):
        sentence += takeover_messages.NOT_KEPT
    offered = [takeover_messages.FOR_THE_BOT, takeover_messages.GO_ON]
    takeover_messages.send(session, conversation_id, ASIDE, sentence, offered)


def _chosen(session: Session, conversation_id: str, text: str) -> str | None:
    """Returns how somebody says that a message was for the bot, or goes on with it; None for words of their own."""
    folded = fold(text)
    if goes_back(text) or folded in _GO_ON:
        return takeover_messages.GO_ON
    if folded == fold(takeover_messages.FOR_THE_BOT):
        return takeover_messages.FOR_THE_BOT
    offered = transcripts.latest_choices(session, conversation_id)
    # A number answers what the team asked, unless it was told just now that something was passed on.
    picked = pick(text, offered) if len(offered) > 1 and folded.isdecimal() else None
    return offered[picked] if picked is not None and picked >= 0 else None


def _keep(session: Session, arrival: Arrival, text: str, mark: str) -> None:
    conversations.append_out_of_band(
        session, arrival.conversation_id, mark, said=text, message_id=arrival.message_id, channel=arrival.channel
    )


def _finish(session: Session, answers: Answers, arrival: Arrival) -> Parts:
    # Where answers are delivered, what is said here has been posted.
    taken = (
        None if answers.delivers else transcripts.find_stored_turn(session, arrival.conversation_id, arrival.message_id)
    )
    return answers.finish(session, arrival, taken.answer if taken else [])


def goes_back(text: str) -> bool:
    """Returns whether somebody whom a person of the team answers asks for the assistant again."""
    return _BACK.fullmatch(fold(text)) is not None
