"""Files a request to speak with a person."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, channel_of
from bot.campaign import campaign
from bot.records import requests


class RequestHuman(Reaction):
    """Files one request; says so when one already waits."""

    action_name = "action_request_human"
    reason = "asked"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Files it."""
        with self.database.session_scope() as session:
            is_new = requests.file_request(session, tracker.sender_id, channel=channel_of(tracker), reason=self.reason)
        response = "utter_human_filed" if is_new else "utter_human_waiting"
        dispatcher.utter_message(response=response, contact=campaign().contacts.scheme)
        if not tracker.get_slot("consent"):
            dispatcher.utter_message(response="utter_human_nothing_kept")
        return []


class HumanAfterDistress(RequestHuman):
    """Files the request of somebody who has just been told the help lines; no form asks anything behind it."""

    action_name = "action_human_after_distress"
    reason = "distress"
