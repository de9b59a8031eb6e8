"""What a turn adds to the daily counts: each event once per conversation.

The conversation's state remembers under `COUNTED` its start and what was counted, so that this is erased with it.
Conversations from before counting began are not counted.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.base import clock
from bot.base.registration import DECLINED, FIELDS
from bot.content import overrides
from bot.content.faq import faq_with
from bot.content.overrides import ContentOverrides
from bot.records.conversations.event_rows import ACTION, BOT_MESSAGE, USER_MESSAGE, EventData, State
from bot.understanding.reading.interpretation import SKIP, Interpretation

COUNTED = "counted"
BEGUN, AGREED, CONFIRMED, FINISHED, PAUSED, RESUMED, MOVED = (
    "begun", "agreed", "confirmed", "finished", "paused", "resumed", "resumed_elsewhere",
)  # fmt: skip
ASKED, ANSWERED, SKIPPED, FAQ = "asked", "answered", "skipped", "faq"
CONSENT, READY, SITUATION = "consent", "interview", "situation"
UNANSWERED = {
    "action_out_of_scope": "unanswered/out_of_scope",
    "action_rephrase": "unanswered/not_understood",
}
_INTERVIEW = "interview_form"
_DISTRESS_ACTIONS = frozenset({"action_distress", "action_human_after_distress"})


@dataclass(frozen=True)
class Additions:
    """Counts to add."""

    day: date  # start day of the conversation
    channel: str  # channel on which it started
    names: Sequence[str]  # what happened


def count_turn(
    before: State | None, after: State, events: Sequence[EventData], channel: str | None
) -> tuple[State, Additions | None]:
    """The state after a turn, with its memory of counts, and the counts to add."""
    memory: dict[str, Any] | None = {} if before is None else before.get(COUNTED)
    if memory is None:
        return after, None
    has_spoken = any(event["event"] == USER_MESSAGE and not _is_signal(event) for event in events)
    if not memory and not has_spoken:  # the chat was only opened
        return {**after, COUNTED: {}}, None
    counted = memory.get("names") or []
    is_back = PAUSED in counted and has_spoken
    new = _not_counted_yet(counted, [BEGUN, *_count_names(before or {}, after, events, is_back=is_back)])
    if not new:
        return {**after, COUNTED: memory}, None
    began = {"day": memory.get("day") or clock.today().isoformat(), "channel": memory.get("channel", channel or "")}
    additions = Additions(date.fromisoformat(began["day"]), began["channel"], new)
    return {**after, COUNTED: {**began, "names": [*counted, *new]}}, additions


def _is_signal(event: EventData) -> bool:
    """Whether a message is the channel's own, not the user's."""
    return bool((event.get("text") or "").startswith("/"))


def _not_counted_yet(counted: Iterable[str], names: Iterable[str]) -> list[str]:
    """Names not counted before; only the first outcome of a question counts."""
    seen, new = set(counted), []
    for name in names:
        what, _, of = name.partition("/")
        others = {f"{ANSWERED}/{of}", f"{SKIPPED}/{of}"} if what in {ANSWERED, SKIPPED} else {name}
        if not seen & others:
            seen.add(name)
            new.append(name)
    return new


def _count_names(before: State, after: State, events: Sequence[EventData], *, is_back: bool) -> Iterator[str]:
    """Names of what the turn counts, as in `daily_counts`.

    Args:
        is_back: the user writes again after a pause.
    """
    actions = {event.get("name") for event in events if event["event"] == ACTION}
    if actions & _DISTRESS_ACTIONS:  # a cry for help leaves nothing, not even a number
        return
    slots, was = after.get("slots") or {}, before.get("slots") or {}
    requested = slots.get("requested_slot") if after.get("active_loop") else None
    yield from _registration_names(slots, requested)
    if after.get("active_loop") == _INTERVIEW or before.get("active_loop") == _INTERVIEW:
        yield from _interview_names(slots, was, requested, is_skip=_has_skipped(events))
    if "action_pause" in actions and after.get("active_loop"):
        yield PAUSED
    elif is_back:
        yield RESUMED
    if "action_resume_here" in actions:
        yield MOVED
    yield from (name for action, name in UNANSWERED.items() if action in actions)
    yield from _faq_names(events)


def _registration_names(slots: Mapping[str, Any], requested: str | None) -> Iterator[str]:
    """Questions of the registration; a field given unasked counts as asked."""
    agreed = slots.get("consent") is True
    if agreed or requested == CONSENT:
        yield f"{ASKED}/{CONSENT}"
    if not agreed:
        return
    yield from (f"{ANSWERED}/{CONSENT}", AGREED)
    for field in FIELDS:
        value = slots.get(field)
        if value is not None or requested == field:
            yield f"{ASKED}/{field}"
        if value is not None:
            yield f"{SKIPPED if value == DECLINED else ANSWERED}/{field}"
    if slots.get("confirmed") is True:
        yield CONFIRMED


def _interview_names(
    slots: Mapping[str, Any], was: Mapping[str, Any], requested: str | None, *, is_skip: bool
) -> Iterator[str]:
    """Questions of the interview; a follow-up belongs to its scenario."""
    is_ready = slots.get("interview_ready") is True
    if is_ready or requested == "interview_ready":
        yield f"{ASKED}/{READY}"
    if is_ready:
        yield f"{ANSWERED}/{READY}"
    before, index = int(was.get("scenario_index") or 0), int(slots.get("scenario_index") or 0)
    for number in range(before + 1, index + 1):
        is_passed = is_skip and was.get("requested_slot") != "followup"
        yield from (f"{ASKED}/{SITUATION}_{number}", f"{SKIPPED if is_passed else ANSWERED}/{SITUATION}_{number}")
    if requested in {"scenario", "followup"}:
        yield f"{ASKED}/{SITUATION}_{index + 1}"
    if requested == "followup":
        yield f"{ANSWERED}/{SITUATION}_{index + 1}"
    if slots.get("notes_reviewed") is True:
        yield FINISHED


def _has_skipped(events: Iterable[EventData]) -> bool:
    """Whether a message of the turn skipped the question."""
    parsed = (event.get("parse_data") or {} for event in events if event["event"] == USER_MESSAGE)
    return any(Interpretation.of(data).value == SKIP for data in parsed)


def _faq_names(events: Iterable[EventData]) -> Iterator[str]:
    """FAQ answers given in the turn."""
    answers = _faq_ids(overrides.current())
    for event in events:
        if event["event"] == BOT_MESSAGE and (name := answers.get(event.get("text") or "")):
            yield f"{FAQ}/{name}"


@functools.lru_cache(maxsize=4)
def _faq_ids(edits: ContentOverrides) -> dict[str, str]:
    """FAQ ids by text."""
    return {answer.text: name for name, answer in faq_with(edits).items()}
