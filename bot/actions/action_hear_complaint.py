"""Hears a complaint about the scheme, and says who can be told of it."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction
from bot.content.campaign import campaign


class HearComplaint(Reaction):
    """Says so, without taking sides."""

    action_name = "action_hear_complaint"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Says it."""
        dispatcher.utter_message(response="utter_complaint", contact=campaign().contacts.scheme)
        return []
