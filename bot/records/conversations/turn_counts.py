"""What a turn adds to the daily counts: each thing once a conversation, however often it comes up there.

The conversation's state remembers under `COUNTED` when and where it began and what was counted of it; it goes with the
conversation. A conversation that began before anything was counted is never counted: its beginning would be missing.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.base import clock
from bot.base.registration import DECLINED, FIELDS
from bot.content.faq import load_faq
from bot.records.conversations.event_rows import ACTION, BOT_MESSAGE, USER_MESSAGE, EventData, State
from bot.understanding.reading.turn import SKIP, Turn

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
_HELPED = frozenset({"action_distress", "action_human_after_distress"})


@dataclass(frozen=True)
class Additions:
    """What is counted once more.

    Attributes:
        day: on which the conversation began.
        channel: where it began.
        names: what happened.
    """

    day: date
    channel: str
    names: Sequence[str]


def count_turn(
    before: State | None, after: State, events: Sequence[EventData], channel: str | None
) -> tuple[State, Additions | None]:
    """Returns the state after a turn with what is remembered of counting, and what there is to count.

    Args:
        before: slots and open form before the turn; None when it is the first.
        after: as they are after it.
        events: Rasa's, of the turn.
        channel: on which it was, if known.
    """
    memory: dict[str, Any] | None = {} if before is None else before.get(COUNTED)
    if memory is None:
        return after, None
    has_spoken = any(event["event"] == USER_MESSAGE and _is_word(event) for event in events)
    if not memory and not has_spoken:  # the chat was opened; nobody has said anything
        return {**after, COUNTED: {}}, None
    known = memory.get("names") or []
    new = _not_yet(known, [BEGUN, *_happened(before or {}, after, events, PAUSED in known and has_spoken)])
    if not new:
        return {**after, COUNTED: memory}, None
    began = {"day": memory.get("day") or clock.today().isoformat(), "channel": memory.get("channel", channel or "")}
    additions = Additions(date.fromisoformat(began["day"]), began["channel"], new)
    return {**after, COUNTED: {**began, "names": [*known, *new]}}, additions


def _is_word(event: EventData) -> bool:
    return not (event.get("text") or "").startswith("/")  # a signal of the channel


def _not_yet(known: Iterable[str], names: Iterable[str]) -> list[str]:
    """Returns what was not counted before; of a question's two outcomes the first one is counted."""
    seen, new = set(known), []
    for name in names:
        what, _, of = name.partition("/")
        others = {f"{ANSWERED}/{of}", f"{SKIPPED}/{of}"} if what in {ANSWERED, SKIPPED} else {name}
        if not seen & others:
            seen.add(name)
            new.append(name)
    return new


def _happened(before: State, after: State, events: Sequence[EventData], came_back: bool) -> Iterator[str]:
    actions = {event.get("name") for event in events if event["event"] == ACTION}
    if actions & _HELPED:  # a cry for help leaves nothing, not even a number
        return
    slots, was = after.get("slots") or {}, before.get("slots") or {}
    requested = slots.get("requested_slot") if after.get("active_loop") else None
    yield from _registering(slots, requested)
    if after.get("active_loop") == _INTERVIEW or before.get("active_loop") == _INTERVIEW:
        yield from _interviewed(slots, was, requested, is_skip=_skips(events))
    if "action_pause" in actions and after.get("active_loop"):
        yield PAUSED
    elif came_back:
        yield RESUMED
    if "action_resume_here" in actions:
        yield MOVED
    yield from (name for action, name in UNANSWERED.items() if action in actions)
    yield from _told(events)


def _registering(slots: Mapping[str, Any], requested: str | None) -> Iterator[str]:
    """Yields the questions of the registration; what was given before it was asked counts as asked."""
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


def _interviewed(
    slots: Mapping[str, Any], was: Mapping[str, Any], requested: str | None, *, is_skip: bool
) -> Iterator[str]:
    """Yields the questions of the interview; a follow-up is part of its situation."""
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


def _skips(events: Iterable[EventData]) -> bool:
    """Returns whether a message of the turn passed the question."""
    heard = (event.get("parse_data") or {} for event in events if event["event"] == USER_MESSAGE)
    return any(Turn.of(data).value == SKIP for data in heard)


def _told(events: Iterable[EventData]) -> Iterator[str]:
    """Yields which answers of the FAQ were said."""
    answers = _answers()
    for event in events:
        if event["event"] == BOT_MESSAGE and (name := answers.get(event.get("text") or "")):
            yield f"{FAQ}/{name}"


@functools.cache
def _answers() -> dict[str, str]:
    """Returns the ids of the FAQ's answers by their words."""
    return {answer.text: name for name, answer in load_faq().items()}
