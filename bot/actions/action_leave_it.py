"""Decline the last offer: nothing is changed, and a later "yes" no longer accepts it."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, cleared_pending, set_slots, turn_of
from bot.content.sentences import sentence
from bot.understanding.reading.interpretation import NO_CHANGE, RESUME, START_INTERVIEW

_RESPONSES = {NO_CHANGE: "utter_unchanged", RESUME: "utter_resume"}


class DeclineOffer(Reaction):
    action_name = "action_leave_it"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        turn = turn_of(tracker)
        if turn.value == START_INTERVIEW:
            dispatcher.utter_message(text=sentence("registration.situations_later"))
        else:
            dispatcher.utter_message(response=_RESPONSES.get(str(turn.intent), "utter_as_you_like"))
        return set_slots(cleared_pending()) if turn.intent == NO_CHANGE else []
