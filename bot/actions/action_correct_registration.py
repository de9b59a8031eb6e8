"""Takes a correction of the registration at any time outside the form."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.action_ask_town import offer_towns
from bot.actions.base import Reaction, set_slots, turn_of
from bot.actions.registration import say_noted, take_readings
from bot.reading.result import Reading, Status
from bot.reading.turn import FIELDS
from bot.reading.understood import Chosen


class CorrectRegistration(Reaction):
    """Stores the new values, or asks again for one that cannot be taken yet."""

    action_name = "action_correct_registration"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Takes what the message gives."""
        turn = turn_of(tracker)
        awaited = tracker.get_slot("awaiting")
        readings = turn.readings
        if isinstance(turn.value, Chosen) and awaited in FIELDS:
            readings = {awaited: Reading(Status.VALUE, turn.value.value)}
        if not readings:
            dispatcher.utter_message(response=f"utter_not_read_{awaited}")
            return []
        with self.database.session_scope() as session:
            taken = take_readings(session, tracker.sender_id, readings, dispatcher)
        say_noted(dispatcher, taken, None)
        if taken.slots.get("town_candidates"):
            offer_towns(dispatcher, taken.slots["town_candidates"])
        return set_slots(taken.slots | {"awaiting": taken.is_open})
