"""Offer the fields of the registration and the answers that can be corrected."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, offer, turn_of
from bot.actions.notes_choices import note_choices
from bot.actions.offers import named, removal_offers
from bot.actions.unregistered import say_stored_data
from bot.understanding.reading.interpretation import REMOVE_FIELD
from bot.words.wording import LABELS


class ChangeMyData(Reaction):
    action_name = "action_change_my_data"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if not tracker.get_slot("consent"):
            with self.database.session_scope() as session:
                return say_stored_data(session, dispatcher, tracker.sender_id)
        turn = turn_of(tracker)
        if turn.intent == REMOVE_FIELD and turn.value:  # perhaps
            fields = turn.value.split(",")
            choices = removal_offers(fields)
            return offer(dispatcher, choices, response="utter_take_out", field=named(fields))
        with self.database.session_scope() as session:
            choices = {label: f"intent:change_field={name}" for name, label in LABELS.items()}
            choices |= note_choices(session, tracker.sender_id)
        return offer(dispatcher, choices, response="utter_what_to_correct")
