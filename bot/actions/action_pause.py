"""Pause an open form and offer a reminder, or stop reminders and e-mails on « stop »."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, active_form, channel_of, offer
from bot.actions.offers import reminder_offers
from bot.base.channel_info import CHANNELS
from bot.base.text import fold
from bot.records.conversations import reminders, reply_notifications
from bot.understanding.reading.directives import STOP

PROACTIVE_CHANNELS = frozenset(name for name, known in CHANNELS.items() if known.supports_proactive)


class Pause(Reaction):
    action_name = "action_pause"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if fold(tracker.latest_message.get("text") or "") == STOP and (refused := self._stop_writing(tracker)):
            dispatcher.utter_message(response=refused)
            return []
        is_open = active_form(tracker)
        dispatcher.utter_message(response="utter_pause" if is_open else "utter_as_you_like")
        if not is_open or not self._may_offer_reminder(tracker):
            return []
        offers = reminder_offers()
        return offer(dispatcher, offers, response="utter_offer_reminder")

    def _stop_writing(self, tracker: Tracker) -> str | None:
        """Stop reminders and e-mails; the response that says so, None if there were none."""
        with self.database.session_scope() as session:
            had_reminder = reminders.is_opted_in(session, tracker.sender_id)
            if had_reminder:
                reminders.opt_out(session, tracker.sender_id)
            if reply_notifications.opt_out(session, tracker.sender_id):
                return "utter_mail_refused"
        return "utter_reminder_refused" if had_reminder else None

    def _may_offer_reminder(self, tracker: Tracker) -> bool:
        """Whether the channel can send a reminder, the registration is unfinished and none was offered yet."""
        if (
            channel_of(tracker) not in PROACTIVE_CHANNELS
            or not tracker.get_slot("consent")
            or tracker.get_slot("confirmed")
        ):
            return False
        with self.database.session_scope() as session:
            return not reminders.is_decided(session, tracker.sender_id)
