"""Announce a resume code; the channel inserts it when it sends the message, so that no code is stored."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction


class GiveResumeCode(Reaction):
    action_name = "action_give_resume_code"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        has_file = tracker.get_slot("consent")
        dispatcher.utter_message(response="utter_resume_code" if has_file else "utter_nothing_to_resume")
        return []
