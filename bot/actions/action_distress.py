"""Answers distress with the right help lines; nothing of it goes into a note."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction


class Distress(Reaction):
    """Says the help lines first; the form waits until the person wants to go on."""

    action_name = "action_distress"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Says them."""
        dispatcher.utter_message(response="utter_distress")
        return []
