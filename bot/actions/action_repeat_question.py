"""Announce that the pending question is repeated; the open form asks it."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, active_form
from bot.understanding.reading.dialogue_acts import TOPIC
from bot.understanding.reading.interpretation import ERASURE_QUESTION


class RepeatQuestion(Reaction):
    action_name = "action_repeat_question"
    asks_erasure_again = keeps_subject = True

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        is_open = active_form(tracker) or tracker.get_slot("awaiting") == ERASURE_QUESTION
        if tracker.get_slot("awaiting") == TOPIC:
            dispatcher.utter_message(response="utter_ask_topic")
            return []
        dispatcher.utter_message(response="utter_repeat" if is_open else "utter_nothing_asked")
        return []
