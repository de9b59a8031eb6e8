"""Validate the interview form: each answer is stored at once as a note."""

from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import answer_side_questions
from bot.actions.base import FormValidation, is_resuming
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
from bot.understanding.reading.interpretation import SKIP, Interpretation, secondary_intent

# With this little said, the one neutral follow-up is asked.
NEEDS_FOLLOW_UP = frozenset({"none", "weak"})
QUESTIONS = frozenset({"interview_ready", "scenario", "followup", "notes_reviewed"})


class ValidateInterviewForm(FormValidation):
    form = "interview_form"
    action_name = f"validate_{form}"

    def open(self, dispatcher: CollectingDispatcher, tracker: Tracker, asked: str | None) -> dict[str, Any]:
        """The invitation, or the step at which the candidate stopped."""
        stopped_at, index = asked, _scenario_index(tracker)
        if asked == "followup" and not self._is_answered(tracker, index):
            asked, index = None, index + 1  # nothing is asked of an answer that was withdrawn
        if asked not in QUESTIONS:
            is_done = index >= len(scenarios())
            asked = (
                "notes_reviewed"
                if is_done
                else "scenario"
                if tracker.get_slot("interview_ready")
                else "interview_ready"
            )
        is_same = is_resuming(tracker) and stopped_at == asked
        return {"resuming": is_same, "requested_slot": asked, "scenario_index": index}

    def take(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Interpretation, asked: str
    ) -> dict[str, Any]:
        index = _scenario_index(tracker)
        if asked == "interview_ready":
            changes = _take_ready(dispatcher, turn.value)
        elif asked == "scenario":
            changes = self._take_answer(dispatcher, tracker, turn.value, index)
        elif asked == "followup":
            changes = self._take_followup(dispatcher, tracker, turn.value, index)
        else:
            changes = _take_review(dispatcher, turn)
        answer_side_questions(dispatcher, turn.answers)
        return changes

    def _is_answered(self, tracker: Tracker, index: int) -> bool:
        with self.database.session_scope() as session:
            note = notes.get(session, tracker.sender_id, scenarios()[index].id)
            return note is not None and note.answer is not None

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


def _scenario_index(tracker: Tracker) -> int:
    return int(tracker.get_slot("scenario_index") or 0)


def _take_ready(dispatcher: CollectingDispatcher, value: Any) -> dict[str, Any]:
    if value is True:
        return {"interview_ready": True, "requested_slot": "scenario"}
    if value is None:
        dispatcher.utter_message(response="utter_yes_or_no")
        return {"requested_slot": "interview_ready", "explained": True}
    return {"interview_ready": None, "requested_slot": None}


def _take_review(dispatcher: CollectingDispatcher, turn: Interpretation) -> dict[str, Any]:
    if turn.value is True:
        return {"notes_reviewed": True, "requested_slot": None}
    if turn.value is not False and secondary_intent(turn) is None and not turn.answers:
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
