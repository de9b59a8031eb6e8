"""Correct fields of the registration outside its form."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.action_ask_town import offer_towns
from bot.actions.answers import say_answers_beside
from bot.actions.base import Reaction, buttons, set_slots, turn_of
from bot.actions.cards import updates
from bot.actions.offers import change_offers
from bot.actions.registration import CORRECTED, NOTED, acknowledge, lost_touch, say_why, take_readings, undo_choice
from bot.base.registration import CONTACTS, given
from bot.words.notes_in_words import FILE_CARD
from bot.words.wording import LABELS, in_words


class CorrectRegistration(Reaction):
    action_name = "action_correct_registration"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        turn = turn_of(tracker)
        awaited = tracker.get_slot("awaiting")
        readings = turn.readings
        if not readings:
            dispatcher.utter_message(response=f"utter_not_read_{awaited}")
            return []
        if turn.doubtful and (choices := change_offers(readings)):
            what = " ; ".join(f"{LABELS[name]} : {in_words(name, reading.value)}" for name, reading in readings.items())
            dispatcher.utter_message(response="utter_shall_i_change", what=what, buttons=buttons(choices))
            say_answers_beside(dispatcher, turn.answers)
            return [SlotSet("choices", choices)]
        slots = tracker.current_slot_values()
        with self.database.session_scope() as session:
            taken = take_readings(session, tracker.sender_id, readings)
        undo = undo_choice(slots, taken) if taken.is_open is None else {}
        how = CORRECTED if any(given(slots, name) is not None for name in taken.noted) else NOTED
        if said := acknowledge(taken, how=how):
            dispatcher.utter_message(text=said, buttons=buttons(undo), json_message=updates(FILE_CARD))
        if {*CONTACTS} & {*taken.removed} and lost_touch(taken, slots | taken.slots):
            dispatcher.utter_message(response="utter_unreachable")
        say_answers_beside(dispatcher, turn.answers)
        changes = taken.slots | say_why(dispatcher, taken, slots) | ({"choices": undo} if undo else {})
        offered = offer_towns(dispatcher, changes.get("town_candidates") or [])
        return set_slots(offered | changes | {"awaiting": taken.is_open})
