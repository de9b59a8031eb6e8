"""Record the answer to the offered e-mail notification of the team's reply."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, turn_of
from bot.actions.offers import ACCEPT_MAIL
from bot.records.conversations import reply_notifications


class SetMail(Reaction):
    action_name = "action_set_mail"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        with self.database.session_scope() as session:
            if turn_of(tracker).intent == ACCEPT_MAIL:
                is_waiting = reply_notifications.opt_in(session, tracker.sender_id)
                response = "utter_mail_agreed" if is_waiting else "utter_mail_too_late"
            else:
                reply_notifications.opt_out(session, tracker.sender_id)
                response = "utter_mail_refused"
        dispatcher.utter_message(response=response)
        return []
