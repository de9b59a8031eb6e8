"""Files a request to speak with a person."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot import settings
from bot.actions.base import Reaction, buttons, channel_of, turn_of
from bot.actions.offers import TO_BE_REACHED, mail_offers
from bot.campaign import campaign
from bot.directives import OBJECTION
from bot.records import candidates, conversations, mails, requests


class RequestHuman(Reaction):
    """Files one request, which may be an objection to the use of one's data; says so when one already waits, and where the answer will be read. An e-mail may be offered."""

    action_name = "action_request_human"
    offers_mail = True

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Files it."""
        reason = OBJECTION if turn_of(tracker).value == OBJECTION else requests.ASKED
        with self.database.session_scope() as session:
            is_new = requests.file_request(session, tracker.sender_id, channel=channel_of(tracker), reason=reason)
            candidate = candidates.find(session, tracker.sender_id)
            is_reachable = candidate is not None and bool(candidate.email or candidate.phone)
        is_asked_yet = tracker.active_loop.get("name") == "registration_form" and None in {
            tracker.get_slot("email"), tracker.get_slot("phone"),
        }  # fmt: skip
        response = "utter_human_filed" if is_new else "utter_human_waiting"
        if reason == OBJECTION:
            response = "utter_objection_filed"
        dispatcher.utter_message(response=response, contact=campaign().contacts.scheme)
        if not tracker.get_slot("consent"):
            dispatcher.utter_message(response="utter_human_nothing_kept")
        elif not is_reachable and not is_asked_yet:
            offers = TO_BE_REACHED if self.offers_mail else {}
            dispatcher.utter_message(response="utter_human_answers_here", buttons=buttons(offers))
            return [SlotSet("choices", offers)] if offers else []
        return self._offer_mail(dispatcher, tracker) if self.offers_mail else []

    def _offer_mail(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Offers to tell by e-mail that the team has answered, where that can be done; other channels tell it themselves."""
        if settings.smtp_url() is None or channel_of(tracker) != conversations.WEB:
            return []
        with self.database.session_scope() as session:
            address = mails.address_to_offer(session, tracker.sender_id)
        if address is None:
            return []
        offers = mail_offers(tracker.get_slot("awaiting") or tracker.get_slot("requested_slot"))
        dispatcher.utter_message(response="utter_offer_mail", email=address, buttons=buttons(offers))
        return [SlotSet("choices", offers)]


class HumanAfterDistress(RequestHuman):
    """Files the request of somebody who has just been told the help lines; no form asks anything behind it."""

    action_name = "action_human_after_distress"
    offers_mail = False
