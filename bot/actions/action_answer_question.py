"""Answers a question from the FAQ, with its date and source."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot import content
from bot.actions.base import Reaction, turn_of

MOST_ANSWERS = 2


class AnswerQuestion(Reaction):
    """Says the answer of what was asked; of two questions in one message, both."""

    action_name = "action_answer_question"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Answers."""
        turn = turn_of(tracker)
        faq = content.load_faq()
        asked = [turn.intent or "", *turn.understood.questions]
        for topic in [topic for topic in dict.fromkeys(asked) if topic in faq][:MOST_ANSWERS]:
            answer = faq[topic]
            dispatcher.utter_message(text=f"{answer.text}\n(À jour : {answer.as_of}. Source : {answer.source}.)")
        return []
