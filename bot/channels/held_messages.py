"""Messages in a conversation that a person of the team holds: for the bot all the same, passed on, or the way back."""

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.channels import sentences
from bot.channels.answers import Answers
from bot.channels.arrivals import Arrival, Held, Parts
from bot.channels.coming_back import RESUME_SIGNAL
from bot.reading.acts import CHANGE, OFFER
from bot.reading.text import fold
from bot.reading.turn import pending_question
from bot.records import conversations, exchange_ends, mails, reminders, transcripts
from bot.records.models import HumanRequest
from bot.records.said import HELD
from bot.records.windows import Window

_BACK = re.compile(r"(?:retour|revenir|je veux revenir) (?:a|vers) l assistant")
# Actions that leave the slot `awaiting` with a question of their own.
_ASKING = frozenset({
    "action_amend_note", "action_strike_passage", "action_comment_note", "action_choose_field", "action_correct_registration",
})  # fmt: skip


def doubt_of(session: Session, arrival: Arrival, text: str, window: Window) -> Held:
    """Returns what tells whether a message is for the bot: what it asked last, unless somebody wrote since."""
    here, slots = arrival.conversation_id, (window.state or {}).get("slots") or {}
    awaiting, actions = slots.get("awaiting"), transcripts.last_actions(session, here)
    held = Held(text, mails.is_agreed(session, here) or reminders.is_agreed(session, here), awaiting == "erasure")
    if held.is_awaited or actions is None:
        return held
    pending, offered = pending_question(slots), transcripts.offered(session, here)
    is_awaited = pending == CHANGE or (awaiting is not None and not _ASKING.isdisjoint(actions))
    return replace(held, is_awaited=is_awaited, is_offer=pending == OFFER, offered=offered)


def pass_on(session: Session, answers: Answers, arrival: Arrival, text: str, held: HumanRequest) -> Parts:
    """Passes a message on to the person of the team who holds the conversation; as long as they write, nothing is answered."""
    if text == RESUME_SIGNAL:
        return answers.say(session, arrival, "", sentences.BACK_WITH_A_PERSON)
    conversations.add_aside(
        session, arrival.conversation_id, HELD, said=text, message_id=arrival.message_id,
        channel=arrival.channel,
    )  # fmt: skip
    if goes_back(text):
        exchange_ends.leave(session, held.id)
    else:
        exchange_ends.tell_of_silence(session, held, arrival.message_id)
    # Where answers are delivered, what is said here has been posted.
    taken = None if answers.delivers else transcripts.find_taken(session, arrival.conversation_id, arrival.message_id)
    return answers.finish(session, arrival, taken.answer if taken else [])


def goes_back(text: str) -> bool:
    """Returns whether somebody whom a person of the team answers asks for the assistant again."""
    return _BACK.fullmatch(fold(text)) is not None
