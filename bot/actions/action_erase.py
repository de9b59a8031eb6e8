"""Erases everything about a person, after a confirmation."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, AllSlotsReset, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, turn_of
from bot.records import candidates

QUESTION = "erasure"


class Erase(Reaction):
    """Asks to confirm, then erases: registration, notes, conversation, requests, slots."""

    action_name = "action_erase"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Asks, or takes the answer."""
        turn = turn_of(tracker)
        if not turn.is_answer:
            dispatcher.utter_message(response="utter_ask_erasure")
            return [SlotSet("awaiting", QUESTION)]
        if turn.doubtful and not tracker.get_slot("misunderstandings"):
            dispatcher.utter_message(response="utter_doubtful_erasure")
            return [SlotSet("awaiting", QUESTION), SlotSet("misunderstandings", 1)]
        if turn.value is not True:  # anything but a plain yes
            dispatcher.utter_message(response="utter_unchanged")
            return [SlotSet("awaiting", None)]
        with self.database.session_scope() as session:
            was_registered = candidates.find(session, tracker.sender_id) is not None
            receipt = candidates.erase(
                session, tracker.sender_id, message_id=tracker.latest_message.get("message_id") or ""
            )
        self.database.scrub()
        response = "utter_erased" if was_registered else "utter_nothing_to_erase"
        dispatcher.utter_message(response=response, receipt=receipt)
        return [AllSlotsReset(), ActiveLoop(None)]
