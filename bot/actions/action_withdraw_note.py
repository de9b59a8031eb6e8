"""Takes a note back for its author."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, set_slots, turn_of
from bot.actions.cards import updates
from bot.actions.notes_choices import numbered_notes
from bot.notes_in_words import card_of
from bot.reading.turn import ALL_NOTES
from bot.records import audit, notes


class WithdrawNote(Reaction):
    """Removes the words of a note; that it was withdrawn stays."""

    action_name = "action_withdraw_note"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Withdraws the chosen note, or all of them."""
        named = turn_of(tracker).value
        with self.database.session_scope() as session:
            chosen = [
                note
                for number, note in numbered_notes(session, tracker.sender_id)
                if named in {str(number), note.question_id, ALL_NOTES}
            ]
            answered = [note for note in chosen if note.answer is not None]
            for note in answered:
                notes.withdraw(session, note)
                audit.record(session, actor="candidate", act="withdrew_note", subject=note.id)
            changed = updates(*map(card_of, answered))
        if not answered:
            dispatcher.utter_message(response="utter_nothing_to_withdraw" if chosen else "utter_no_such_note")
            return []
        self.database.scrub()
        response = "utter_withdrawn_all" if named == ALL_NOTES else "utter_withdrawn"
        dispatcher.utter_message(response=response, json_message=changed)
        if tracker.get_slot("awaiting") in {"amendment", "comment"}:  # its new words would be of what is gone
            return set_slots({"awaiting": None, "amended_note": None})
        return []
