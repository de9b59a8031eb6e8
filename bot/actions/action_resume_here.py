"""Welcome a candidate who continues the conversation on another channel or device."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, channel_of, first_name_of, offer, open_form
from bot.actions.offers import PROVIDERS, welcome_offers
from bot.content.sentences import sentence

_INTRODUCED = frozenset({"matrix"})  # its rooms begin with the sentence that this is a program


class ResumeHere(Reaction):
    action_name = "action_resume_here"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        dispatcher.utter_message(response="utter_resumed_here")
        channel = channel_of(tracker) or ""
        carrier = PROVIDERS.get(channel)
        if carrier is not None:
            if channel not in _INTRODUCED:
                dispatcher.utter_message(text=sentence("resume.program"))
            dispatcher.utter_message(response="utter_resumed_carrier", carrier=carrier)
        if open_form(tracker):
            return []
        if tracker.get_slot("confirmed"):
            dispatcher.utter_message(response="utter_greet_registered", first_name=first_name_of(tracker))
            return []
        offers = welcome_offers()
        return offer(dispatcher, offers, response="utter_welcome_offer")
