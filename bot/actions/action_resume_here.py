"""Welcome a candidate who continues the conversation on another channel or device."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, active_form, channel_of, first_name_of, offer
from bot.actions.offers import PROVIDERS, welcome_offers
from bot.base.channel_info import CHANNELS
from bot.content.sentences import sentence


class ResumeHere(Reaction):
    action_name = "action_resume_here"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        dispatcher.utter_message(response="utter_resumed_here")
        channel = channel_of(tracker) or ""
        provider = PROVIDERS.get(channel)
        if provider is not None:
            if not CHANNELS[channel].introduces_bot:
                dispatcher.utter_message(text=sentence("resume.program"))
            dispatcher.utter_message(response="utter_resumed_carrier", carrier=provider)
        if active_form(tracker):
            return []  # nothing to offer: the form repeats its own question
        if tracker.get_slot("confirmed"):
            dispatcher.utter_message(response="utter_greet_registered", first_name=first_name_of(tracker))
            return []
        offers = welcome_offers()
        return offer(dispatcher, offers, response="utter_welcome_offer")
