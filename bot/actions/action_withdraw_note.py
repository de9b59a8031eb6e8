"""Takes a note back for its author."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, turn_of
from bot.records import audit, notes


class WithdrawNote(Reaction):
    """Removes the words of a note; that it was withdrawn stays."""

    action_name = "action_withdraw_note"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Withdraws the chosen note."""
        with self.database.session_scope() as session:
            note = notes.get(session, tracker.sender_id, str(turn_of(tracker).value))
            if note is None:
                dispatcher.utter_message(response="utter_no_notes")
                return []
            notes.withdraw(session, note)
            audit.record(session, actor="candidate", act="withdrew_note", subject=note.id)
        dispatcher.utter_message(response="utter_withdrawn")
        return []
