"""Explain the pending question in other words."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, buttons
from bot.understanding.reading.dialogue_acts import CHANGE, OFFER
from bot.understanding.reading.interpretation import pending_question


class ExplainQuestion(Reaction):
    action_name = "action_explain_question"
    asks_erasure_again = keeps_subject = True

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        pending = pending_question(tracker.current_slot_values())
        if pending in {OFFER, CHANGE}:
            choices = tracker.get_slot("choices")
            dispatcher.utter_message(response="utter_explain_offer", buttons=buttons(choices))
            return [SlotSet("choices", choices)]
        dispatcher.utter_message(response=f"utter_explain_{pending}" if pending else "utter_nothing_asked")
        return []
