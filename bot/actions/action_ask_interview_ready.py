"""Offer to start the interview; also offer the FAQ answer on the Pix test."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import SafeAction, offer
from bot.actions.offers import PIX_OFFER


class AskInterviewReady(SafeAction):
    action_name = "action_ask_interview_ready"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if tracker.get_slot("explained"):
            return []
        return offer(dispatcher, PIX_OFFER, response="utter_ask_interview_ready")
