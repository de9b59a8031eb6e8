"""End the interview with the same words for everyone: the next steps and where to go on."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import SafeAction, buttons
from bot.actions.offers import closing_offers
from bot.content.campaign import campaign


class FinishInterview(SafeAction):
    action_name = "action_finish_interview"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        offers = closing_offers()
        platform = campaign().contacts.platform
        dispatcher.utter_message(response="utter_interview_done", platform=platform, buttons=buttons(offers))
        return [SlotSet("choices", offers)]
