"""Continues, at another address, a conversation that a resume code led to."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, buttons, channel_of, first_name_of
from bot.actions.offers import CARRIERS, welcome_offers


class ResumeHere(Reaction):
    """Says so; an open form then asks its question again."""

    action_name = "action_resume_here"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Welcomes, and says who carries the messages here."""
        dispatcher.utter_message(response="utter_resumed_here")
        carrier = CARRIERS.get(channel_of(tracker) or "")
        if carrier is not None:
            dispatcher.utter_message(response="utter_welcome_carrier", carrier=carrier)
        if tracker.active_loop.get("name"):
            return []
        if tracker.get_slot("confirmed"):
            dispatcher.utter_message(response="utter_greet_registered", first_name=first_name_of(tracker))
            return []
        offers = welcome_offers()
        dispatcher.utter_message(response="utter_welcome_offer", buttons=buttons(offers))
        return [SlotSet("choices", offers)]
