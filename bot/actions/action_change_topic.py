"""Ask for the subject of the waiting request; the new words replace the earlier ones."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, cleared_pending, offer, set_slots
from bot.actions.offers import PASS_SUBJECT
from bot.records.handoffs import subjects
from bot.understanding.reading.dialogue_acts import TOPIC


class ChangeTopic(Reaction):
    action_name = "action_change_topic"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        with self.database.session_scope() as session:
            is_waiting = subjects.find_open(session, tracker.sender_id) is not None
        if not is_waiting:
            dispatcher.utter_message(response="utter_no_request")
            return []
        response = "utter_ask_topic" if tracker.get_slot("consent") else "utter_ask_topic_unagreed"
        return set_slots({**cleared_pending(), "awaiting": TOPIC}) + offer(dispatcher, PASS_SUBJECT, response=response)
