"""Explain the pending question in other words."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, offer
from bot.understanding.reading.dialogue_acts import CHANGE, OFFER
from bot.understanding.reading.interpretation import pending_question


class ExplainQuestion(Reaction):
    action_name = "action_explain_question"
    asks_erasure_again = keeps_subject = True

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        pending = pending_question(tracker.current_slot_values())
        if pending in {OFFER, CHANGE}:
            choices = tracker.get_slot("choices")
            return offer(dispatcher, choices, response="utter_explain_offer")
        dispatcher.utter_message(response=f"utter_explain_{pending}" if pending else "utter_nothing_asked")
        return []
