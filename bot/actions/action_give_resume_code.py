"""Gives a code that continues the conversation on another device or channel."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction


class GiveResumeCode(Reaction):
    """Announces the code. The channel puts it in its place as it is told: it is kept nowhere."""

    action_name = "action_give_resume_code"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Announces it, or says that there is nothing to continue."""
        has_file = tracker.get_slot("consent")
        dispatcher.utter_message(response="utter_resume_code" if has_file else "utter_nothing_to_resume")
        return []
