"""Say nothing when a chat window opens: the session start has already welcomed the user."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import SafeAction


class OpenChat(SafeAction):
    action_name = "action_open_chat"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        return []
