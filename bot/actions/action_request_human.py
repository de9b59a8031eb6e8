"""Open a request to speak with a person of the team, or an objection to data processing.

One request waits at a time. Its subject is asked once, only after consent and never while an answer is pending.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, buttons, channel_of, set_slots, turn_of
from bot.actions.offers import CALL_OFF_OFFER, PASS_TOPIC, SHALL_I_REQUEST, TO_BE_REACHED, TOPIC_OFFER, mail_offers
from bot.base.settings import settings
from bot.content.campaign import campaign
from bot.records.conversations import addresses, reply_notifications
from bot.records.files import candidates
from bot.records.handoffs import handoffs, subjects
from bot.records.store.database import Database
from bot.understanding.reading.dialogue_acts import TOPIC, QuestionKind, kind_of
from bot.understanding.reading.directives import OBJECTION
from bot.understanding.reading.interpretation import ERASURE_QUESTION, underlying_question


class RequestHuman(Reaction):
    """Opens the request; asks first if the message was unclear."""

    action_name = "action_request_human"
    is_after_distress = False

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        if turn_of(tracker).needs_confirmation:
            dispatcher.utter_message(response="utter_shall_i_request", buttons=buttons(SHALL_I_REQUEST))
            return [SlotSet("choices", SHALL_I_REQUEST)]
        reason = OBJECTION if turn_of(tracker).value == OBJECTION else handoffs.ASKED
        is_agreed, form = bool(tracker.get_slot("consent")), tracker.active_loop.get("name")
        awaited = tracker.get_slot("awaiting")
        is_busy = (
            awaited not in {None, TOPIC, ERASURE_QUESTION}
            or kind_of(underlying_question(tracker.slots)) is QuestionKind.FREE
        )
        with self.database.session_scope() as session:
            is_new = handoffs.open_handoff(session, tracker.sender_id, channel=channel_of(tracker), reason=reason)
            may_tell = not self.is_after_distress and reason != OBJECTION
            is_asked = may_tell and is_agreed and not is_busy and subjects.claim_asking(session, tracker.sender_id)
        response = "utter_human_filed" if is_new else "utter_human_waiting"
        if reason == OBJECTION:
            response = "utter_objection_filed"
        dispatcher.utter_message(response=response, contact=campaign().contacts.scheme)
        if is_asked:
            choices = PASS_TOPIC | CALL_OFF_OFFER
            dispatcher.utter_message(response="utter_ask_topic", buttons=buttons(choices))
            return set_slots({"awaiting": TOPIC, "choices": choices})
        offers = (TOPIC_OFFER if is_new else {}) | CALL_OFF_OFFER if may_tell else {}
        if not is_agreed:
            offers = offers if form is None else {}
            dispatcher.utter_message(response="utter_human_nothing_kept", buttons=buttons(offers))
            return [SlotSet("choices", offers)] if offers else []
        offered = offer_reply_notification(self.database, dispatcher, tracker, offers=not self.is_after_distress)
        if offered or not offers or not (form is None or (is_new and is_busy)):
            return offered
        dispatcher.messages[0]["buttons"] = buttons(offers)
        return [SlotSet("choices", offers)]


def offer_reply_notification(
    database: Database, dispatcher: CollectingDispatcher, tracker: Tracker, *, offers: bool = True
) -> list[EventType]:
    """Say where the reply will be read, or offer an e-mail notification; the events of an offer.

    Args:
        offers: False to say it without offering anything.
    """
    if not tracker.get_slot("consent"):
        return []
    with database.session_scope() as session:
        candidate = candidates.find(session, tracker.sender_id)
        is_reachable = candidate is not None and bool(candidate.email or candidate.phone)
        address = reply_notifications.address_to_offer(session, tracker.sender_id)
    is_asked_yet = tracker.active_loop.get("name") == "registration_form" and None in {
        tracker.get_slot("email"), tracker.get_slot("phone"),
    }  # fmt: skip
    if not is_reachable and not is_asked_yet:
        choices = TO_BE_REACHED | CALL_OFF_OFFER if offers else {}
        dispatcher.utter_message(response="utter_human_answers_here", buttons=buttons(choices))
        return [SlotSet("choices", choices)] if choices else []
    if not offers or address is None or settings().smtp_url is None or channel_of(tracker) != addresses.WEB:
        return []
    awaited = tracker.get_slot("awaiting")
    choices = mail_offers((None if awaited == TOPIC else awaited) or tracker.get_slot("requested_slot"))
    dispatcher.utter_message(response="utter_offer_mail", email=address, buttons=buttons(choices))
    return [SlotSet("choices", choices)]


class HumanAfterDistress(RequestHuman):
    """Opens the request right after the help lines, without any further question."""

    action_name = "action_human_after_distress"
    is_after_distress = True
