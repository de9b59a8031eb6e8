"""Takes the answer to the offer of a reminder, or a wish to receive none."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, turn_of
from bot.records import reminders


class SetReminder(Reaction):
    """Notes it; nothing is asked again, since the person pauses."""

    action_name = "action_set_reminder"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Notes the agreement or the refusal."""
        agrees = turn_of(tracker).intent == "accept_reminder"
        with self.database.session_scope() as session:
            (reminders.agree if agrees else reminders.stop)(session, tracker.sender_id)
        dispatcher.utter_message(response="utter_reminder_agreed" if agrees else "utter_reminder_refused")
        return []
