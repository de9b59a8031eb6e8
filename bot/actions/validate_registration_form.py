"""Validate the registration form: store what a message gives and choose the next question."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import answer_side_questions
from bot.actions.asking import ask, quick_replies
from bot.actions.base import FormValidation, buttons, channel_of, is_resuming, turn_of
from bot.actions.offers import REFUSED_OFFER
from bot.actions.registration import (
    FieldUpdates,
    acknowledge,
    explain_rejections,
    is_unreachable,
    next_question,
    opening_words,
    store_turn,
    undo_choice,
)
from bot.base.registration import FIELDS
from bot.base.settings import settings
from bot.content.campaign import campaign
from bot.content.legal_texts import notice_hash
from bot.content.sentences import sentence
from bot.records.conversations.conversations import ERASURE_RECEIPT
from bot.records.files import candidates
from bot.understanding.reading.interpretation import Interpretation, secondary_intent
from bot.words.wording import LABELS

REACHED_BY = {"Ajouter un e-mail": "field:email", "Ajouter un téléphone": "field:phone"}


class ValidateRegistrationForm(FormValidation):
    form = "registration_form"
    action_name = f"validate_{form}"

    def open(self, dispatcher: CollectingDispatcher, tracker: Tracker, asked: str | None) -> dict[str, Any]:
        question = asked or next_question(tracker.current_slot_values())
        if question == "consent" and asked is None:
            answer_side_questions(dispatcher, turn_of(tracker).answers)
            say_notice(dispatcher)
        return {"resuming": is_resuming(tracker), "requested_slot": question}

    def take(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Interpretation, asked: str
    ) -> dict[str, Any]:
        if asked == "consent":
            return self._take_consent(dispatcher, tracker, turn)
        if asked == "confirmation" and not turn.resolutions and (turn.value is True or not turn.details):
            return self._take_confirmation(dispatcher, tracker, turn)
        return self._take_fields(dispatcher, tracker, turn, asked)

    def _take_consent(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Interpretation) -> dict[str, Any]:
        if turn.value is False:
            answer_side_questions(dispatcher, turn.answers)
            return {"consent": False, "requested_slot": None, "choices": REFUSED_OFFER}
        if turn.value is None:
            answer_side_questions(dispatcher, turn.answers)
            if secondary_intent(turn) is not None:
                return {"requested_slot": "consent"}  # repeated after the other request is served
            return self._ask_plainly(
                dispatcher, tracker, "consent", "utter_consent_first" if turn.before_consent else None
            )
        with self.database.session_scope() as session:
            candidates.open_registration(
                session, tracker.sender_id, channel=channel_of(tracker), notice_version=campaign().notice.version,
                notice_hash=notice_hash(),
            )  # fmt: skip
            dispatcher.utter_message(response="utter_consented")
            taken = store_turn(session, tracker, turn)
        how = sentence("registration.resumed") if turn.before_consent else sentence("registration.noted")
        slots = tracker.current_slot_values() | {"consent": True}
        changes = self._next_step(dispatcher, turn, taken, slots, acknowledge(taken, how))
        return {"consent": True, ERASURE_RECEIPT: None} | changes

    def _take_confirmation(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Interpretation
    ) -> dict[str, Any]:
        answer_side_questions(dispatcher, turn.answers)
        if turn.value is True:
            with self.database.session_scope() as session:
                candidates.confirm(session, tracker.sender_id)
                taken = store_turn(session, tracker, turn)
            if said := acknowledge(taken, ""):
                dispatcher.utter_message(text=said)
            dispatcher.utter_message(response="utter_confirmed")
            return {"confirmed": True, "confirmation": True, "requested_slot": None}
        if turn.value in FIELDS:
            return {"requested_slot": turn.value}
        if turn.value is None and not tracker.get_slot("misunderstandings"):
            return self._ask_plainly(dispatcher, tracker, "confirmation", None)
        choices = {LABELS[name]: f"field:{name}" for name in FIELDS}
        dispatcher.utter_message(response="utter_what_to_correct", buttons=buttons(choices))
        return {"choices": choices, "requested_slot": "confirmation", "explained": True}

    def _ask_plainly(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, asked: str, first: str | None
    ) -> dict[str, Any]:
        """Ask again in other words; every second time say what blocks and offer a person."""
        times = int(tracker.get_slot("misunderstandings") or 0)
        again = f"utter_doubtful_{asked}_again"
        response = again if times % 2 else first or f"utter_doubtful_{asked}"
        dispatcher.utter_message(response=response)
        return {"requested_slot": asked, "explained": True, "misunderstandings": times + 1}

    def _take_fields(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Interpretation, asked: str
    ) -> dict[str, Any]:
        if not turn.resolutions and not turn.details:
            times = int(tracker.get_slot("misunderstandings") or 0)
            response = f"utter_not_read_{asked}" if not times else f"utter_explain_{asked}"
            dispatcher.utter_message(response=response, buttons=quick_replies(asked, tracker.current_slot_values()))
            if times > 1:
                dispatcher.utter_message(response="utter_or_a_human")
            return {"requested_slot": asked, "explained": True, "misunderstandings": times + 1}
        slots = tracker.current_slot_values()
        with self.database.session_scope() as session:
            taken = store_turn(session, tracker, turn)
        if not turn.resolutions and asked in FIELDS:
            ask(dispatcher, asked, slots, acknowledge(taken, ""))
            return {"requested_slot": asked, "explained": True}
        # A field is asked once, so one that has a value is being corrected, from the recap.
        is_correction = asked == "confirmation" or slots.get(asked) is not None
        undo = undo_choice(slots, taken) if is_correction and taken.is_open is None else {}
        if undo:
            taken.slots["choices"] = undo
        return self._next_step(dispatcher, turn, taken, slots, acknowledge(taken, opening_words(taken, slots)))

    def _next_step(
        self,
        dispatcher: CollectingDispatcher,
        turn: Interpretation,
        taken: FieldUpdates,
        before: Mapping[str, Any],
        said: str,
    ) -> dict[str, Any]:
        """Acknowledge, answer side questions, and ask the next question last.

        Args:
            before: slots before the message.
            said: the acknowledgement, in one message with the question if that follows at once.
        """
        slots = {**before, **taken.slots, "resuming": False}
        following = taken.is_open or next_question(slots)
        is_plain = not taken.unclear and not turn.answers and secondary_intent(turn) is None
        if is_plain and following in FIELDS:
            ask(dispatcher, following, slots, said)
            return taken.slots | {"requested_slot": following, "explained": True}
        has_lost_touch = following == "confirmation" and is_unreachable(taken, slots)
        if said and (taken.noted or taken.removed or not has_lost_touch):
            dispatcher.utter_message(text=said)
        answer_side_questions(dispatcher, turn.answers)
        changes: dict[str, Any] = {"requested_slot": following}
        if has_lost_touch:
            dispatcher.utter_message(response="utter_unreachable")
            changes["choices"] = taken.slots.get("choices", {}) | REACHED_BY  # offered with the recap
        return taken.slots | changes | explain_rejections(dispatcher, taken, slots)


def say_notice(dispatcher: CollectingDispatcher) -> None:
    """Say the privacy notice: what is stored, why, who reads it, and for how long."""
    closed, controller = campaign().closed, campaign().controller
    dispatcher.utter_message(
        response="utter_notice", posts=f"{closed.consent}\n" if closed else "", controller=controller.at_the_start,
        retention_months=settings().retention_months, notice=f"{settings().site}/notice",
    )  # fmt: skip
