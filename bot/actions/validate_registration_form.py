"""Validate the registration form: store what a message gives and choose the next question."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import say_answers_beside
from bot.actions.asking import ask, chips
from bot.actions.base import SafeAction, buttons, channel_of, is_fresh, is_resuming, set_slots, turn_of
from bot.actions.offers import REFUSED_OFFER
from bot.actions.registration import (
    CORRECTED,
    NOTED,
    TAKEN_UP,
    Taken,
    acknowledge,
    lost_touch,
    next_question,
    say_why,
    take_readings,
    undo_choice,
)
from bot.base.registration import FIELDS, given
from bot.base.settings import settings
from bot.content.campaign import campaign
from bot.content.legal_texts import notice_hash
from bot.records.conversations.conversations import ERASURE_RECEIPT
from bot.records.files import candidates
from bot.understanding.reading.turn import Turn, wish_of
from bot.words.wording import LABELS

FORM = "registration_form"
REACHED_BY = {"Ajouter un e-mail": "field:email", "Ajouter un téléphone": "field:phone"}


class ValidateRegistrationForm(SafeAction):
    action_name = f"validate_{FORM}"

    def after_trouble(self, tracker: Tracker) -> list[EventType]:
        return [SlotSet("resuming", True), SlotSet("requested_slot", tracker.get_slot("requested_slot"))]

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        slots = tracker.current_slot_values()
        if not is_fresh(tracker, FORM):
            asked = slots.get("requested_slot") or next_question(slots)
            if asked == "consent" and slots.get("requested_slot") is None:
                say_answers_beside(dispatcher, turn_of(tracker).answers)
                say_notice(dispatcher)
            return set_slots({"resuming": is_resuming(tracker), "explained": False, "requested_slot": asked})
        turn = turn_of(tracker)
        asked = slots["requested_slot"]
        changes: dict[str, Any] = {"resuming": False, "misunderstandings": None, "choices": None, "explained": False}
        if not turn.is_answer:
            changes["requested_slot"] = asked
        elif asked == "consent":
            changes |= self._take_consent(dispatcher, tracker, turn)
        elif asked == "confirmation" and not turn.readings:
            changes |= self._take_confirmation(dispatcher, tracker, turn)
        else:
            changes |= self._take_fields(dispatcher, tracker, turn, asked)
        if "requested_slot" not in changes:
            changes["requested_slot"] = next_question({**slots, **changes})
        if wish_of(turn) is not None:
            changes["explained"] = True  # the question is said after what else was wanted
        return set_slots(changes)

    def _take_consent(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> dict[str, Any]:
        if turn.value is False:
            say_answers_beside(dispatcher, turn.answers)
            return {"consent": False, "requested_slot": None, "choices": REFUSED_OFFER}
        if turn.value is None:
            say_answers_beside(dispatcher, turn.answers)
            if wish_of(turn) is not None:
                return {"requested_slot": "consent"}  # asked again behind what is wanted
            return self._doubt(dispatcher, tracker, "consent", "utter_consent_first" if turn.before else None)
        with self.database.session_scope() as session:
            candidates.open_registration(
                session, tracker.sender_id, channel=channel_of(tracker), notice_version=campaign().notice.version,
                notice_hash=notice_hash(),
            )  # fmt: skip
            dispatcher.utter_message(response="utter_consented")
            taken = take_readings(session, tracker.sender_id, turn.readings)
        known, how = tracker.current_slot_values() | {"consent": True}, TAKEN_UP if turn.before else NOTED
        return {"consent": True, ERASURE_RECEIPT: None} | self._go_on(
            dispatcher, turn, taken, known, acknowledge(taken, how=how)
        )

    def _take_confirmation(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> dict[str, Any]:
        say_answers_beside(dispatcher, turn.answers)
        if turn.value is True:
            with self.database.session_scope() as session:
                candidates.confirm(session, tracker.sender_id)
            dispatcher.utter_message(response="utter_confirmed")
            return {"confirmed": True, "confirmation": True, "requested_slot": None}
        if turn.value in FIELDS:
            return {"requested_slot": turn.value}
        if turn.value is None and not tracker.get_slot("misunderstandings"):
            return self._doubt(dispatcher, tracker, "confirmation", None)
        choices = {LABELS[name]: f"field:{name}" for name in FIELDS}
        dispatcher.utter_message(response="utter_what_to_correct", buttons=buttons(choices))
        return {"choices": choices, "requested_slot": "confirmation", "explained": True}

    def _doubt(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, asked: str, first: str | None
    ) -> dict[str, Any]:
        """Ask again in other words; every second time say what blocks and offer a person."""
        times = int(tracker.get_slot("misunderstandings") or 0)
        again = f"utter_doubtful_{asked}_again"
        response = again if times % 2 else first or f"utter_doubtful_{asked}"
        dispatcher.utter_message(response=response)
        return {"requested_slot": asked, "explained": True, "misunderstandings": times + 1}

    def _take_fields(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, asked: str
    ) -> dict[str, Any]:
        if not turn.readings:
            times = int(tracker.get_slot("misunderstandings") or 0)
            response = f"utter_not_read_{asked}" if not times else f"utter_explain_{asked}"
            dispatcher.utter_message(response=response, buttons=chips(asked, tracker.current_slot_values()))
            if times > 1:
                dispatcher.utter_message(response="utter_or_a_human")
            return {"requested_slot": asked, "explained": True, "misunderstandings": times + 1}
        slots = tracker.current_slot_values()
        with self.database.session_scope() as session:
            taken = take_readings(session, tracker.sender_id, turn.readings)
        # A field is asked once, so one that has a value is being corrected, from the recap.
        is_correction = asked == "confirmation" or slots.get(asked) is not None
        undo = undo_choice(slots, taken) if is_correction and taken.is_open is None else {}
        if undo:
            taken.slots["choices"] = undo
        how = CORRECTED if any(given(slots, name) is not None for name in taken.noted) else NOTED
        return self._go_on(dispatcher, turn, taken, slots, acknowledge(taken, how))

    def _go_on(
        self, dispatcher: CollectingDispatcher, turn: Turn, taken: Taken, known: Mapping[str, Any], said: str
    ) -> dict[str, Any]:
        """Acknowledge, answer side questions, and ask the next question last.

        Args:
            known: slots before the message.
            said: the acknowledgement, in one message with the question if that follows at once.
        """
        slots = {**known, **taken.slots, "resuming": False}
        following = taken.is_open or next_question(slots)
        is_plain = not taken.unclear and not turn.answers and wish_of(turn) is None
        if is_plain and following in FIELDS:
            ask(dispatcher, following, slots, said)
            return taken.slots | {"requested_slot": following, "explained": True}
        has_lost_touch = following == "confirmation" and lost_touch(taken, slots)
        if said and (taken.noted or taken.removed or not has_lost_touch):
            dispatcher.utter_message(text=said)
        say_answers_beside(dispatcher, turn.answers)
        changes: dict[str, Any] = {"requested_slot": following}
        if has_lost_touch:
            dispatcher.utter_message(response="utter_unreachable")
            changes["choices"] = taken.slots.get("choices", {}) | REACHED_BY  # offered with the recap
        return taken.slots | changes | say_why(dispatcher, taken, slots)


def say_notice(dispatcher: CollectingDispatcher) -> None:
    """Say the privacy notice: what is stored, why, who reads it, and for how long."""
    closed, controller = campaign().closed, campaign().controller
    dispatcher.utter_message(
        response="utter_notice", posts=f"{closed.consent}\n" if closed else "", controller=controller.at_the_start,
        retention_months=settings().retention_months, notice=f"{settings().site}/notice",
    )  # fmt: skip
