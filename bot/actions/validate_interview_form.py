"""Validate the interview form: each answer is stored at once as a note."""

from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import answer_side_questions
from bot.actions.base import SafeAction, form_takes_message, is_resuming, set_slots, turn_of
from bot.actions.interview import (
    announce_masks,
    as_rows,
    as_worded_when_asked,
    find_mask_rows,
    find_quotes,
    question_of,
    scenarios,
)
from bot.content.interview import load_rubric
from bot.content.sentences import sentence
from bot.notes.evidence.coverage import coverage
from bot.notes.masking import masking
from bot.records.files import notes
from bot.understanding.reading.turn import SKIP, wish_of

FORM = "interview_form"
# With this little said, the one neutral follow-up is asked.
NEEDS_FOLLOW_UP = frozenset({"none", "weak"})


class ValidateInterviewForm(SafeAction):
    action_name = f"validate_{FORM}"

    def on_error_events(self, tracker: Tracker) -> list[EventType]:
        return [SlotSet("resuming", True), SlotSet("requested_slot", tracker.get_slot("requested_slot"))]

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        slots = tracker.current_slot_values()
        index = int(slots.get("scenario_index") or 0)
        if not form_takes_message(tracker, FORM):
            return self._open(tracker, slots, index)
        turn = turn_of(tracker)
        asked = slots["requested_slot"]
        changes: dict[str, Any] = {"resuming": False, "misunderstandings": None, "choices": None, "explained": False}
        if not turn.is_answer:
            return set_slots(changes | {"requested_slot": asked})
        take = {
            "interview_ready": self._take_ready, "scenario": self._take_answer, "followup": self._take_followup,
            "notes_reviewed": self._take_review,
        }[asked]  # fmt: skip
        changes |= take(dispatcher, tracker, turn.value, index)
        answer_side_questions(dispatcher, turn.answers)
        if wish_of(turn) is not None:
            changes["explained"] = True  # the question is said after what else was wanted
        return set_slots(changes)

    def _open(self, tracker: Tracker, slots: dict[str, Any], index: int) -> list[EventType]:
        """What to ask on opening: the invitation, or the step at which the candidate stopped."""
        asked = slots.get("requested_slot")
        if asked == "followup" and not self._is_answered(tracker, index):
            asked, index = None, index + 1  # nothing is asked of an answer that was withdrawn
        if asked not in {"interview_ready", "scenario", "followup", "notes_reviewed"}:
            is_done = index >= len(scenarios())
            asked = "notes_reviewed" if is_done else "scenario" if slots.get("interview_ready") else "interview_ready"
        return set_slots({
            "resuming": is_resuming(tracker) and slots.get("requested_slot") == asked, "explained": False,
            "requested_slot": asked, "scenario_index": index,
        })  # fmt: skip

    def _is_answered(self, tracker: Tracker, index: int) -> bool:
        with self.database.session_scope() as session:
            note = notes.get(session, tracker.sender_id, scenarios()[index].id)
            return note is not None and note.answer is not None

    def _take_ready(self, dispatcher: CollectingDispatcher, tracker: Tracker, value: Any, index: int) -> dict[str, Any]:
        if value is True:
            return {"interview_ready": True, "requested_slot": "scenario"}
        if value is None:
            dispatcher.utter_message(response="utter_yes_or_no")
            return {"requested_slot": "interview_ready", "explained": True}
        return {"interview_ready": None, "requested_slot": None}

    def _take_answer(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, value: Any, index: int
    ) -> dict[str, Any]:
        scenario = as_worded_when_asked(tracker, scenarios()[index])
        question = question_of(scenario)
        if value == SKIP:
            with self.database.session_scope() as session:
                notes.store_skip(session, tracker.sender_id, question, rubric_version=load_rubric().version)
            return _next_step(dispatcher, index, "utter_answer_skipped")
        answer = str(value)
        quotes = find_quotes(scenario, answer)
        masks = find_mask_rows(tracker.current_slot_values(), answer)
        with self.database.session_scope() as session:
            notes.store_answer(
                session, tracker.sender_id, question, answer, as_rows(quotes), rubric_version=load_rubric().version,
                masks=masks, asked_at=_asked_at(tracker),
            )  # fmt: skip
        announce_masks(dispatcher, masks)
        # After one skipped follow-up no further one is asked.
        if coverage(quotes, scenario.trait) in NEEDS_FOLLOW_UP and not tracker.get_slot("no_more"):
            return {"requested_slot": "followup"}
        return _next_step(dispatcher, index, "utter_answer_stored")

    def _take_followup(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, value: Any, index: int
    ) -> dict[str, Any]:
        if not self._is_answered(tracker, index):
            return _next_step(dispatcher, index, "utter_followup_skipped")
        scenario = as_worded_when_asked(tracker, scenarios()[index])
        answer = None if value == SKIP else str(value)
        added = as_rows(find_quotes(scenario, answer), masking.FOLLOWUP) if answer else []
        masks = find_mask_rows(tracker.current_slot_values(), answer, masking.FOLLOWUP) if answer else []
        with self.database.session_scope() as session:
            note = notes.get(session, tracker.sender_id, scenario.id)
            quotes_before, masks_before = (note.evidence, note.masks) if note else ([], [])
            notes.store_followup(
                session, tracker.sender_id, scenario.id, scenario.follow_up, answer,
                _of_the_answer(quotes_before) + added, masks=_of_the_answer(masks_before) + masks,
            )  # fmt: skip
        announce_masks(dispatcher, masks)
        changes = _next_step(dispatcher, index, "utter_answer_stored" if answer else "utter_followup_skipped")
        return changes | ({} if answer else {"no_more": True})

    def _take_review(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, value: Any, index: int
    ) -> dict[str, Any]:
        if value is True:
            return {"notes_reviewed": True, "requested_slot": None}
        turn = turn_of(tracker)
        if value is not False and wish_of(turn) is None and not turn.answers:
            dispatcher.utter_message(text=sentence("interview.review_unclear"))
        # "No", or something unclear: what can be changed is offered again, the notes need not be said twice.
        return {"requested_slot": "notes_reviewed", "resuming": True}


def _of_the_answer(rows: notes.Rows) -> notes.Rows:
    return [row for row in rows if row["part"] == masking.ANSWER]


def _asked_at(tracker: Tracker) -> datetime | None:
    asked = tracker.get_slot("scenario_asked_at")
    return datetime.fromtimestamp(asked, UTC) if asked else None


def _next_step(dispatcher: CollectingDispatcher, index: int, response: str) -> dict[str, Any]:
    """Acknowledge and go on to the next scenario, or to the review, which acknowledges itself."""
    following = index + 1
    if following >= len(scenarios()):
        return {"scenario_index": following, "requested_slot": "notes_reviewed"}
    dispatcher.utter_message(response=response)
    return {"scenario_index": following, "requested_slot": "scenario"}
