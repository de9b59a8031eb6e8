"""Offer to start the interview; also offer the FAQ answer on the Pix test."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import SafeAction, buttons
from bot.actions.offers import PIX_OFFER


class AskInterviewReady(SafeAction):
    action_name = "action_ask_interview_ready"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        if tracker.get_slot("explained"):
            return []
        dispatcher.utter_message(response="utter_ask_interview_ready", buttons=buttons(PIX_OFFER))
        return [SlotSet("choices", PIX_OFFER)]
