"""Asks which answer somebody wants to change, then what is to be done with it."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, buttons, turn_of
from bot.actions.notes_choices import choices_of, numbered_notes, which_note
from bot.reading.turn import ALL_NOTES


class ChangeAnswer(Reaction):
    """Offers the notes, or what may be done with the named one."""

    action_name = "action_change_answer"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Asks."""
        named = turn_of(tracker).value
        with self.database.session_scope() as session:
            rows = numbered_notes(session, tracker.sender_id)
            chosen = rows if len(rows) == 1 else [row for row in rows if named in {str(row[0]), row[1].question_id}]
            if not rows or (named and not chosen):
                dispatcher.utter_message(response="utter_no_such_note")
                return []
            choices = choices_of(*chosen[0]) if chosen else which_note(rows, "change_answer")
            if not chosen and sum(note.answer is not None for _, note in rows) > 1:
                choices["Retirer toutes mes réponses"] = f"intent:withdraw_note={ALL_NOTES}"
        response = "utter_change_what" if chosen else "utter_change_which"
        dispatcher.utter_message(response=response, buttons=buttons(choices))
        return [SlotSet("choices", choices)]
