"""Acknowledge a complaint about the programme and name its contact, without taking sides."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction
from bot.content.campaign import campaign


class HearComplaint(Reaction):
    action_name = "action_hear_complaint"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        dispatcher.utter_message(response="utter_complaint", contact=campaign().contacts.scheme)
        return []
