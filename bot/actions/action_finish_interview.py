"""End the interview with the same words for everyone: the next steps and where to go on."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import SafeAction, offer
from bot.actions.offers import closing_offers
from bot.content.campaign import campaign


class FinishInterview(SafeAction):
    action_name = "action_finish_interview"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        offers = closing_offers()
        platform = campaign().contacts.platform
        return offer(dispatcher, offers, response="utter_interview_done", platform=platform)
