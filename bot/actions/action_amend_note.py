"""Lets a candidate rewrite the answer of a note; both versions are kept."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from bot.actions.base import Reaction, set_slots, turn_of
from bot.actions.interview import as_rows, find_mask_rows, find_quotes, tell_masks
from bot.actions.notes_choices import find_note, numbered_notes, read_note_back
from bot.evidence.content import load_scenarios
from bot.records import notes
from bot.records.models import Note

SKIP = "skip"


class AmendNote(Reaction):
    """Asks for the new words, then stores them."""

    action_name = "action_amend_note"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Asks for a new answer, or takes it when it was asked for."""
        turn = turn_of(tracker)
        if turn.is_answer:
            return self._take(dispatcher, tracker, turn.value)
        with self.database.session_scope() as session:
            note = find_note(session, tracker.sender_id, turn.value) or self._last(session, tracker, turn.value)
            question_id = note.question_id if note else None
        if question_id is None:
            dispatcher.utter_message(response="utter_no_such_note")
            return []
        scenario = load_scenarios()[question_id]
        dispatcher.utter_message(response="utter_amend_ask", question=scenario.text)
        return set_slots({"awaiting": "amendment", "amended_note": scenario.id})

    @staticmethod
    def _last(session: Session, tracker: Tracker, named: str | None) -> Note | None:
        """Returns the note that was answered last, which is meant where none is named."""
        answered = [note for _, note in numbered_notes(session, tracker.sender_id) if note.answer is not None]
        return answered[-1] if named is None and answered else None

    def _take(self, dispatcher: CollectingDispatcher, tracker: Tracker, value: Any) -> list[EventType]:
        scenario = load_scenarios()[tracker.get_slot("amended_note")]
        response = "utter_unchanged"
        masks = [] if value == SKIP else find_mask_rows(tracker.current_slot_values(), str(value))
        with self.database.session_scope() as session:
            note = notes.get(session, tracker.sender_id, scenario.id)
            if note is not None and value != SKIP:
                response = "utter_amended" if note.answer is not None else "utter_added"
                notes.amend(session, note, str(value), as_rows(find_quotes(scenario, str(value))), masks)
            tell_masks(dispatcher, masks)
            dispatcher.utter_message(response=response)
            if note is not None and value != SKIP:
                read_note_back(session, note, dispatcher)
        return set_slots({"awaiting": None, "amended_note": None})
