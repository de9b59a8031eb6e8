"""Greet: a new user, a registered candidate, or one in the middle of a form."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, active_form, first_name_of, offer
from bot.actions.offers import welcome_offers


class Greet(Reaction):
    action_name = "action_greet"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if active_form(tracker):
            dispatcher.utter_message(response="utter_welcome_again")
            return []
        offers = welcome_offers()
        if sum(event["event"] == "user" for event in tracker.events) <= 1:
            return [SlotSet("choices", offers)]
        if tracker.get_slot("confirmed"):
            dispatcher.utter_message(response="utter_greet_registered", first_name=first_name_of(tracker))
            return []
        return offer(dispatcher, offers, response="utter_greet")
