"""Lets a person stop and come back."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction


class Pause(Reaction):
    """Says that nothing is lost; an open form waits."""

    action_name = "action_pause"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Pauses, or takes leave when nothing was open."""
        is_open = tracker.active_loop.get("name")
        dispatcher.utter_message(response="utter_pause" if is_open else "utter_as_you_like")
        return []
