"""Asks the plain questions of the forms: one action for each, all alike."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import SafeAction

PLAIN_QUESTIONS = (
    "consent", "last_name", "first_name", "mobility", "availability", "email", "phone", "interview_ready",
)  # fmt: skip


class AskField(SafeAction):
    """Says the question of one field, unless what to do was just said."""

    question: str = ""

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Asks."""
        if not tracker.get_slot("explained"):
            dispatcher.utter_message(response=f"utter_ask_{self.question}")
        return []


# rasa_sdk finds actions among the subclasses: one for each question.
ASKING_ACTIONS = tuple(
    type(f"Ask{question}", (AskField,), {"action_name": f"action_ask_{question}", "question": question})
    for question in PLAIN_QUESTIONS
)
