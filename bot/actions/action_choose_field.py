"""Asks for the new value of a field that the person chose to correct."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, set_slots, turn_of


class ChooseField(Reaction):
    """Asks the field's question outside the forms."""

    action_name = "action_choose_field"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Asks; the answer is taken as a correction."""
        name = str(turn_of(tracker).value)
        dispatcher.utter_message(response=f"utter_ask_{name}")
        return set_slots({"awaiting": name})
