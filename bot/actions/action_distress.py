"""Answer distress with the help lines. Nothing of the message is stored; an open form waits."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction


class Distress(Reaction):
    action_name = "action_distress"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        dispatcher.utter_message(response="utter_distress")
        return []
