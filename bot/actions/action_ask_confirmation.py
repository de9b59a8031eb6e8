"""Reads the registration back and asks whether it is right."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import SafeAction, buttons
from bot.actions.registration import recap


class AskConfirmation(SafeAction):
    """Says the recap."""

    action_name = "action_ask_confirmation"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Asks."""
        if not tracker.get_slot("explained"):
            dispatcher.utter_message(response="utter_recap", recap=recap(tracker.current_slot_values()))
            offered = tracker.get_slot("choices") or {}
            dispatcher.utter_message(response="utter_ask_confirmation_buttons", buttons=buttons(offered))
        return []
