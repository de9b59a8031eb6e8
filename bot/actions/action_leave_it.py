"""Says that nothing is changed or done: what was offered is refused, and over."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, turn_of
from bot.reading.turn import NO_CHANGE


class LeaveIt(Reaction):
    """A later yes is none to what was refused."""

    action_name = "action_leave_it"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Says so."""
        response = "utter_unchanged" if turn_of(tracker).intent == NO_CHANGE else "utter_as_you_like"
        dispatcher.utter_message(response=response)
        return []
