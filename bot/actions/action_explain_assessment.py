"""Explains the Pix test once the registration is confirmed, and offers the scenarios."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import SafeAction


class ExplainAssessment(SafeAction):
    """Says what the test is, what for, who sees it and that there is no pass mark."""

    action_name = "action_explain_assessment"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Explains."""
        dispatcher.utter_message(response="utter_assessment")
        dispatcher.utter_message(response="utter_interview_offer")
        return []
