"""A chat window was opened: the welcome was said at the session's start, nothing is to be added."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import SafeAction


class OpenChat(SafeAction):
    """Waits for the person."""

    action_name = "action_open_chat"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Says nothing."""
        return []
