"""Explain the pending question in other words, and whether it must be answered."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, offer, turn_of
from bot.base.registration import FIELDS
from bot.understanding.reading.dialogue_acts import CHANGE, OFFER
from bot.understanding.reading.interpretation import pending_question

WHETHER_REQUIRED = "whether_required"
MAY_PASS = {*FIELDS, "scenario", "followup"}


class ExplainQuestion(Reaction):
    action_name = "action_explain_question"
    asks_erasure_again = keeps_subject = True

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        pending = pending_question(tracker.current_slot_values())
        if pending in {OFFER, CHANGE}:
            choices = tracker.get_slot("choices")
            return offer(dispatcher, choices, response="utter_explain_offer")
        asks_whether_required = turn_of(tracker).intent == WHETHER_REQUIRED
        if asks_whether_required and pending is None:
            dispatcher.utter_message(response="utter_nothing_required")
            return []
        if asks_whether_required and pending in MAY_PASS:
            dispatcher.utter_message(response="utter_not_required")
        dispatcher.utter_message(response=f"utter_explain_{pending}" if pending else "utter_nothing_asked")
        return []
