"""Answers a question from the FAQ, with its date and source."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import say_answers
from bot.actions.base import Reaction, turn_of


class AnswerQuestion(Reaction):
    """Says the answer of what was asked; of two questions in one message, both."""

    action_name = "action_answer_question"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Answers."""
        turn = turn_of(tracker)
        say_answers(dispatcher, [turn.intent or "", *turn.questions])
        return []
