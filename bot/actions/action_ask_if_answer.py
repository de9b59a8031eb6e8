"""Ask whether an unclear message is the answer to the open question, or at the review a comment."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, offer, turn_of
from bot.actions.offers import yes_or_no
from bot.understanding.reading.dialogue_acts import QuestionKind, kind_of
from bot.understanding.reading.interpretation import underlying_question


class AskIfAnswer(Reaction):
    action_name = "action_ask_if_answer"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        words = turn_of(tracker).words
        if kind_of(underlying_question(tracker.current_slot_values())) is QuestionKind.FREE:
            response, title, directive = "utter_is_it_answer", "Oui, c'est ma réponse", f"words:{words}"
        else:
            response, title, directive = "utter_is_it_comment", "Oui, en commentaire", f"intent:comment_note=:{words}"
        choices = yes_or_no(title, directive, "Non", "intent:resume")
        return offer(dispatcher, choices, response=response)
