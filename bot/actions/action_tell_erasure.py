"""Explain erasure, offer it, or repeat the receipt of an erasure that was done."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.action_answer_question import AnswerQuestion
from bot.actions.answers import answer_side_questions
from bot.actions.base import active_form, offer_below, turn_of
from bot.actions.offers import ERASE_ALL
from bot.records.conversations.conversations import ERASURE_RECEIPT
from bot.understanding.reading.interpretation import ERASURE_QUESTION

HOW_TO_ERASE = "donnees/effacer"


class TellErasure(AnswerQuestion):
    action_name = "action_tell_erasure"
    asks_erasure_again = True

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if receipt := tracker.get_slot(ERASURE_RECEIPT):
            dispatcher.utter_message(response="utter_was_erased", receipt=receipt)
            return []
        if tracker.get_slot("awaiting") == ERASURE_QUESTION:
            dispatcher.utter_message(response="utter_explain_erasure")
            return []
        answer_side_questions(dispatcher, turn_of(tracker).answers or [HOW_TO_ERASE])
        if not tracker.get_slot("consent") or active_form(tracker):
            return []
        return offer_below(dispatcher, ERASE_ALL)
