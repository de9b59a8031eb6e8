"""Say that a request is out of scope and name the service that handles it, if the message names its subject."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction
from bot.actions.unanswered import store_unanswered
from bot.base.text import fold
from bot.content import faq as content
from bot.records.conversations.unanswered import Reason


class OutOfScope(Reaction):
    action_name = "action_out_of_scope"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        words = f" {fold(tracker.latest_message.get('text') or '')} "
        *services, default = content.load_directions()
        fitting = (entry for entry in services if any(f" {fold(word)} " in words for word in entry["words"]))
        dispatcher.utter_message(response="utter_out_of_scope", direction=next(fitting, default)["text"])
        return store_unanswered(self.database, tracker, Reason.OUT_OF_SCOPE)
