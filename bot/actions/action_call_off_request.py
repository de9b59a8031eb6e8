"""Cancel the candidate's request to speak with a person; ask first if the message was unclear."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, offer, turn_of
from bot.actions.offers import SHALL_I_CALL_OFF
from bot.base import clock
from bot.base.french import date_in_words
from bot.records.handoffs import handoffs, subjects
from bot.understanding.reading.directives import OBJECTION


class CallOffRequest(Reaction):
    action_name = "action_call_off_request"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        with self.database.session_scope() as session:
            if turn_of(tracker).needs_confirmation and subjects.find_open(session, tracker.sender_id) is not None:
                return offer(dispatcher, SHALL_I_CALL_OFF, response="utter_shall_i_call_off")
            request = handoffs.cancel(session, tracker.sender_id)
            if request is None:
                dispatcher.utter_message(response="utter_no_request")
                return []
            is_objection, was_held = request.reason == OBJECTION, request.taken_at is not None
            day = date_in_words(request.created_at.astimezone(clock.PARIS).date())
        response = "utter_objection_called_off" if is_objection else "utter_request_called_off"
        dispatcher.utter_message(response=response, day=day)
        if was_held:
            dispatcher.utter_message(response="utter_exchange_called_off")
        return []
