"""Ask for the new value of the field that the candidate chose to correct."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.action_change_my_data import ChangeMyData
from bot.actions.asking import ask
from bot.actions.base import set_slots, turn_of
from bot.base.registration import FIELDS


class ChooseField(ChangeMyData):
    action_name = "action_choose_field"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        name = turn_of(tracker).value
        if name not in FIELDS or not tracker.get_slot("consent"):
            return super().respond(dispatcher, tracker)
        ask(dispatcher, name, tracker.current_slot_values() | {"resuming": False})
        return set_slots({"awaiting": name})
