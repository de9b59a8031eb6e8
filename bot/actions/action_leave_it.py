"""Decline the last offer: nothing is changed, and a later "yes" no longer accepts it."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, no_longer_asked, set_slots, turn_of
from bot.understanding.reading.turn import NO_CHANGE, RESUME, START_INTERVIEW

SITUATIONS_LATER = "Les situations viennent juste après l'inscription, quand vous l'aurez confirmée."
_RESPONSES = {NO_CHANGE: "utter_unchanged", RESUME: "utter_resume"}


class LeaveIt(Reaction):
    action_name = "action_leave_it"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        turn = turn_of(tracker)
        if turn.value == START_INTERVIEW:
            dispatcher.utter_message(text=SITUATIONS_LATER)
        else:
            dispatcher.utter_message(response=_RESPONSES.get(str(turn.intent), "utter_as_you_like"))
        return set_slots(no_longer_asked()) if turn.intent == NO_CHANGE else []
