"""Says that nothing is changed or done, or goes on: what was offered is over."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, turn_of
from bot.reading.turn import NO_CHANGE, RESUME

_RESPONSES = {NO_CHANGE: "utter_unchanged", RESUME: "utter_resume"}


class LeaveIt(Reaction):
    """A later yes is none to what was refused."""

    action_name = "action_leave_it"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Says so."""
        dispatcher.utter_message(response=_RESPONSES.get(str(turn_of(tracker).intent), "utter_as_you_like"))
        return []
