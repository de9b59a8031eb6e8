"""Takes a note back for its author."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, turn_of
from bot.actions.notes_choices import find_note
from bot.records import audit, notes


class WithdrawNote(Reaction):
    """Removes the words of a note; that it was withdrawn stays."""

    action_name = "action_withdraw_note"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Withdraws the chosen note."""
        with self.database.session_scope() as session:
            note = find_note(session, tracker.sender_id, turn_of(tracker).value)
            if note is None or note.answer is None:
                dispatcher.utter_message(response="utter_no_such_note" if note is None else "utter_nothing_to_withdraw")
                return []
            notes.withdraw(session, note)
            audit.record(session, actor="candidate", act="withdrew_note", subject=note.id)
        self.database.scrub()
        dispatcher.utter_message(response="utter_withdrawn")
        return []
