"""Correct fields of the registration outside its form."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.action_ask_town import offer_towns
from bot.actions.answers import answer_side_questions
from bot.actions.base import Reaction, buttons, set_slots, turn_of
from bot.actions.cards import refresh_cards
from bot.actions.offers import change_offers
from bot.actions.registration import (
    acknowledge,
    explain_rejections,
    is_unreachable,
    opening_words,
    store_turn,
    undo_choice,
)
from bot.base.registration import CONTACTS
from bot.words.notes import FILE_CARD
from bot.words.wording import LABELS, in_words


class CorrectRegistration(Reaction):
    action_name = "action_correct_registration"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        turn = turn_of(tracker)
        awaited = tracker.get_slot("awaiting")
        readings = turn.resolutions
        if not readings:
            dispatcher.utter_message(response=f"utter_not_read_{awaited}")
            return []
        if turn.needs_confirmation and (choices := change_offers(readings)):
            what = " ; ".join(f"{LABELS[name]} : {in_words(name, reading.value)}" for name, reading in readings.items())
            dispatcher.utter_message(response="utter_shall_i_change", what=what, buttons=buttons(choices))
            answer_side_questions(dispatcher, turn.answers)
            return [SlotSet("choices", choices)]
        slots = tracker.current_slot_values()
        with self.database.session_scope() as session:
            taken = store_turn(session, tracker, turn)
        undo = undo_choice(slots, taken) if taken.is_open is None else {}
        if said := acknowledge(taken, opening_words(taken, slots)):
            dispatcher.utter_message(text=said, buttons=buttons(undo), json_message=refresh_cards(FILE_CARD))
        if {*CONTACTS} & {*taken.removed} and is_unreachable(taken, slots | taken.slots):
            dispatcher.utter_message(response="utter_unreachable")
        answer_side_questions(dispatcher, turn.answers)
        changes = taken.slots | explain_rejections(dispatcher, taken, slots) | ({"choices": undo} if undo else {})
        offered = offer_towns(dispatcher, changes.get("town_candidates") or [])
        return set_slots(offered | changes | {"awaiting": taken.is_open})
