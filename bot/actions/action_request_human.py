"""Open a request to speak with a person of the team, or an objection to data processing.

One request waits at a time. Its subject is asked once, only after consent and never while an answer is pending.
"""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Reaction, active_form, buttons, channel_of, offer, offer_below, set_slots, turn_of
from bot.actions.offers import (
    CALL_OFF_OFFER,
    PASS_SUBJECT,
    SHALL_I_REQUEST,
    TELL_SUBJECT_OFFER,
    TO_BE_REACHED,
    mail_offers,
)
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

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        turn = turn_of(tracker)
        if turn.needs_confirmation:
            return offer(dispatcher, SHALL_I_REQUEST, response="utter_shall_i_request")
        is_objection = turn.value == OBJECTION
        takes_subject = not is_objection and not self.is_after_distress
        has_consent, is_answering = bool(tracker.get_slot("consent")), _is_answering(tracker)
        with self.database.session_scope() as session:
            is_new = handoffs.open_handoff(
                session, tracker.sender_id, channel=channel_of(tracker),
                reason=OBJECTION if is_objection else handoffs.ASKED,
            )  # fmt: skip
            may_ask = takes_subject and has_consent and not is_answering
            asks_subject = may_ask and subjects.claim_asking(session, tracker.sender_id)
        filed = "utter_human_filed" if is_new else "utter_human_waiting"
        response = "utter_objection_filed" if is_objection else filed
        dispatcher.utter_message(response=response, contact=campaign().contacts.scheme)
        if asks_subject:
            asked = offer(dispatcher, PASS_SUBJECT | CALL_OFF_OFFER, response="utter_ask_topic")
            return set_slots({"awaiting": TOPIC}) + asked
        offers = _offers(is_new=is_new) if takes_subject else {}
        has_form = active_form(tracker) is not None
        if not has_consent:
            return _say_nothing_is_kept(dispatcher, {} if has_form else offers)
        offered = offer_reply_notification(self.database, dispatcher, tracker, offers=not self.is_after_distress)
        if offered or not offers or (has_form and not (is_new and is_answering)):
            return offered
        return offer_below(dispatcher, offers)


def _is_answering(tracker: Tracker) -> bool:
    """Whether an answer is pending that a question about the request would get in the way of."""
    is_awaited = tracker.get_slot("awaiting") not in {None, TOPIC, ERASURE_QUESTION}
    return is_awaited or kind_of(underlying_question(tracker.slots)) is QuestionKind.FREE


def _offers(*, is_new: bool) -> dict[str, str]:
    """What may be done with the request, title to directive."""
    return (TELL_SUBJECT_OFFER if is_new else {}) | CALL_OFF_OFFER


def _say_nothing_is_kept(dispatcher: CollectingDispatcher, offers: dict[str, str]) -> list[EventType]:
    """Say that without consent the messages are not stored."""
    dispatcher.utter_message(response="utter_human_nothing_kept", buttons=buttons(offers))
    return [SlotSet("choices", offers)] if offers else []


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
    contacts = {tracker.get_slot("email"), tracker.get_slot("phone")}
    will_be_asked = active_form(tracker) == "registration_form" and None in contacts
    if not is_reachable and not will_be_asked:
        choices = TO_BE_REACHED | CALL_OFF_OFFER if offers else {}
        dispatcher.utter_message(response="utter_human_answers_here", buttons=buttons(choices))
        return [SlotSet("choices", choices)] if choices else []
    if not offers or address is None or settings().smtp_url is None or channel_of(tracker) != addresses.WEB:
        return []
    awaited = tracker.get_slot("awaiting")
    choices = mail_offers((None if awaited == TOPIC else awaited) or tracker.get_slot("requested_slot"))
    return offer(dispatcher, choices, response="utter_offer_mail", email=address)


class HumanAfterDistress(RequestHuman):
    """Opens the request right after the help lines, without any further question."""

    action_name = "action_human_after_distress"
    is_after_distress = True
