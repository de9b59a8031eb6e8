"""Record the answer to an offered reminder, or the wish to receive nothing more."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, turn_of
from bot.records.conversations import reminders, reply_notifications


class SetReminder(Reaction):
    action_name = "action_set_reminder"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        intent = turn_of(tracker).intent
        agrees = intent == "accept_reminder"
        with self.database.session_scope() as session:
            (reminders.opt_in if agrees else reminders.opt_out)(session, tracker.sender_id)
            had_mail = intent == "stop_reminder" and reply_notifications.opt_out(session, tracker.sender_id)
        if had_mail:
            dispatcher.utter_message(response="utter_mail_refused")
        else:
            dispatcher.utter_message(response="utter_reminder_agreed" if agrees else "utter_reminder_refused")
        return []
