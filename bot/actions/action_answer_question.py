"""Answers questions from the FAQ."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import neighbours, say_answers, say_source
from bot.actions.base import Reaction, buttons, turn_of
from bot.actions.offers import HUMAN_OFFER
from bot.nlu.answers import SOURCE_OF


class AnswerQuestion(Reaction):
    """Says the answer of what was asked; of two questions in one message, both."""

    action_name = "action_answer_question"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Answers; offers what is near where no question waits, and a choice where it is not clear what is meant."""
        turn = turn_of(tracker)
        answers = turn.answers or ((turn.value,) if turn.value else ())
        if turn.intent == SOURCE_OF:
            say_source(dispatcher, answers[0])
            return []
        choices = say_answers(dispatcher, answers)
        if not answers:
            choices = HUMAN_OFFER
            dispatcher.utter_message(response="utter_rephrase", buttons=buttons(choices))
        elif not choices and not (tracker.active_loop or {}).get("name") and not tracker.get_slot("awaiting"):
            choices = neighbours(answers[-1])
            dispatcher.messages[-1]["buttons"] = buttons(choices)
        return [SlotSet("choices", choices)] if choices else []
