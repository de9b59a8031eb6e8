"""Ask the questions of the registration, one generated action for each field but the town."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.asking import ask, ask_again_briefly
from bot.actions.base import SafeAction, was_interrupted
from bot.base.registration import FIELDS

PLAIN_QUESTIONS = ("consent", *(name for name in FIELDS if name != "town"))  # towns of one name are offered


class AskField(SafeAction):
    """Asks one field's question: in full, or briefly right after an FAQ answer."""

    question: str = ""

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if tracker.get_slot("explained"):
            return []
        if was_interrupted(tracker):
            ask_again_briefly(dispatcher, self.question, tracker.current_slot_values())
        elif self.question in FIELDS:
            ask(dispatcher, self.question, tracker.current_slot_values())
        else:
            dispatcher.utter_message(response=f"utter_ask_{self.question}")
        return []


# rasa_sdk finds actions among the subclasses: one for each question.
ASKING_ACTIONS = tuple(
    type(f"Ask{question}", (AskField,), {"action_name": f"action_ask_{question}", "question": question})
    for question in PLAIN_QUESTIONS
)
