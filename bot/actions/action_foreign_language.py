"""Say, in French and in the user's language, that the bot speaks French only.

No field is filled from the message. A question that was understood with confidence is answered in French.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import answer_side_questions
from bot.actions.base import Reaction, turn_of
from bot.understanding.nlu.answers import OR, choose
from bot.understanding.reading.understood import SURE_CONFIDENCE, as_understood


class ForeignLanguage(Reaction):
    action_name = "action_foreign_language"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        turn = turn_of(tracker)
        dispatcher.utter_message(response="utter_only_french")
        dispatcher.utter_message(response=f"utter_only_french_{turn.value}")
        understood = as_understood(tracker.latest_message)
        if understood.confidence >= SURE_CONFIDENCE and (answer := choose(understood.answers)) and OR not in answer:
            answer_side_questions(dispatcher, [answer])
        return []
