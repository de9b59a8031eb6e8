"""Say, in French and in the user's language, that the bot speaks French only.

No field is filled from the message. A question that was understood with confidence is answered in French.
"""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import answer_side_questions
from bot.actions.base import Reaction, turn_of
from bot.understanding.nlu.faq_selection import OR, select_answer
from bot.understanding.reading.topic_ranking import MIN_SURE_CONFIDENCE, topic_ranking_of


class ForeignLanguage(Reaction):
    action_name = "action_foreign_language"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        turn = turn_of(tracker)
        dispatcher.utter_message(response="utter_only_french")
        dispatcher.utter_message(response=f"utter_only_french_{turn.value}")
        understood = topic_ranking_of(tracker.latest_message)
        if (
            understood.confidence >= MIN_SURE_CONFIDENCE
            and (answer := select_answer(understood.answers))
            and OR not in answer
        ):
            answer_side_questions(dispatcher, [answer])
        return []
