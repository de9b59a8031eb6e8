"""Erase the subjects of all requests of the conversation, in the requests and in what was said."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction
from bot.records.handoffs import subjects


class WithdrawTopic(Reaction):
    action_name = "action_withdraw_topic"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        with self.database.session_scope() as session:
            number = subjects.withdraw(session, tracker.sender_id)
        if number:
            self.database.scrub()  # SQLite's write-ahead log still holds the erased words
        dispatcher.utter_message(response="utter_topic_withdrawn" if number else "utter_no_topic")
        return []
