"""Store unanswered questions for the editors, without the person: only after consent, only harmless words."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from bot.actions.base import turn_of
from bot.base.registration import CONTACTS, NAMES, given
from bot.base.settings import settings
from bot.base.text import fold
from bot.base.text_cleanup import collapse_spaces
from bot.notes.masking.masking import find_masks
from bot.records.conversations import unanswered
from bot.records.conversations.unanswered import COUNTED_SLOT, Entry, Reason
from bot.records.store.database import Database
from bot.understanding.reading.dialogue_acts import QuestionKind, kind_of
from bot.understanding.reading.interpretation import underlying_question
from bot.understanding.reading.spans import Label
from bot.understanding.reading.topic_ranking import topic_ranking_of

MIN_WORDS = 3  # fewer may be a name and ask little
DISTRESS_LIMIT = 0.1  # probability of distress from which nothing is kept
_PERSONAL = frozenset({Label.LAST_NAME, Label.FIRST_NAME, Label.TOWN, Label.AREA, Label.EMAIL, Label.PHONE})
_AFTER_DISTRESS = frozenset({"action_distress", "action_human_after_distress"})


def store_unanswered(database: Database, tracker: Tracker, reason: Reason) -> list[EventType]:
    """Store the latest message as an unanswered question if it is harmless; the events that remember it."""
    text = collapse_spaces(str(tracker.latest_message.get("text") or ""))
    if not _is_a_question(tracker) or _is_personal(tracker, text):
        return []
    with database.session_scope() as session:
        entry = unanswered.add(session, text, reason)
    return [SlotSet(COUNTED_SLOT, [*(tracker.slots.get(COUNTED_SLOT) or ()), entry.to_slot()])]


def remove_earlier(database: Database, tracker: Tracker) -> list[EventType]:
    """Remove the stored question before this message: the user has picked one of the offered answers."""
    counted = tracker.slots.get(COUNTED_SLOT)
    if not counted:
        return []
    *earlier, last = counted
    entry = Entry.from_slot(last)
    said = [event.get("text") or "" for event in tracker.events if event["event"] == "user"]
    if entry.reason != Reason.NOT_PICKED or [entry.text] != [collapse_spaces(text) for text in said[-2:-1]]:
        return []
    with database.session_scope() as session:
        unanswered.subtract(session, entry)
    return [SlotSet(COUNTED_SLOT, earlier or None)]


def _is_a_question(tracker: Tracker) -> bool:
    """Whether a consenting candidate asks something: no answer is given or pending and there is no sign of distress."""
    turn = turn_of(tracker)
    answers = turn.is_answer or turn.resolutions or kind_of(underlying_question(tracker.slots)) is QuestionKind.FREE
    if not tracker.slots.get("consent") or answers or not settings().unanswered_days:
        return False
    was_helped = any(event.get("name") in _AFTER_DISTRESS for event in tracker.events)
    return not was_helped and not may_be_distress(tracker)


def may_be_distress(tracker: Tracker) -> bool:
    """Whether the latest message, or a sentence of it, may be a cry for help."""
    understood = topic_ranking_of(tracker.latest_message)
    rankings = [dict(part.ranking) for part in (understood, *understood.parts)]
    return max(ranking.get("distress", 0.0) for ranking in rankings) >= DISTRESS_LIMIT


def _is_personal(tracker: Tracker, text: str) -> bool:
    """Whether a text is too long, too short, or holds personal data."""
    words = fold(text).split()
    if len(text) > unanswered.MAX_LENGTH or len(words) < MIN_WORDS or find_masks(text):
        return True
    if any(span.get("entity") in _PERSONAL for span in tracker.latest_message.get("entities") or []):
        return True
    said = f" {' '.join(words)} "
    return any(f" {own} " in said for own in _own_data(tracker))


def _own_data(tracker: Tracker) -> list[str]:
    """The candidate's own data, folded."""
    town = given(tracker.slots, "town") or {}
    values = [town.get("commune"), *(given(tracker.slots, name) for name in (*NAMES, *CONTACTS))]
    return [folded for folded in map(fold, filter(None, values)) if folded]
