"""The trained model as the running bot uses it, with a conversation in which a question is pending."""

import asyncio
import contextlib
import logging
import sys
import uuid
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import structlog

from bot.base.registration import FIELDS
from bot.understanding.reading.dialogue_acts import OFFER
from bot.understanding.reading.interpretation import NO_OFFER, YES_OFFER
from bot.understanding.reading.resolution import Resolution, Status

Slots = Mapping[str, Any]


class LoadedModel:
    """A trained model, loaded once.

    Args:
        model: `models/bot.tar.gz`.
    """

    def __init__(self, model: Path) -> None:
        logging.captureWarnings(True)
        logging.getLogger("py.warnings").setLevel(logging.ERROR)  # Rasa's imports warn of what they deprecate
        from rasa.core.agent import Agent

        with contextlib.redirect_stdout(sys.stderr):  # Rasa prints what it loads; the result goes alone
            self._agent = Agent.load(str(model))
        logging.getLogger().setLevel(logging.ERROR)
        # Messages are in Rasa's lines.
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))

    def parse(
        self, text: str, pending: str | None = None, slots: Slots | None = None, sender: str | None = None
    ) -> dict[str, Any]:
        """The NLU result in a conversation: intent, ranking, entities, acts, turn.

        Args:
            pending: name of the pending question.
            slots: already filled; consent is given unless it is pending.
            sender: conversation, for messages that belong together; a new one by default.
        """
        tracker = self._tracker(sender or uuid.uuid4().hex, pending, dict(slots or {}))
        return asyncio.run(self._parse(text, tracker))

    async def read(self, text: str) -> dict[str, Any]:
        """The NLU result outside of any conversation, as the channels request it."""
        return await self._parse(text, None)

    async def _parse(self, text: str, tracker: Any) -> dict[str, Any]:
        from rasa.core.channels.channel import UserMessage

        with contextlib.redirect_stdout(sys.stderr):
            parsed: dict[str, Any] = await self._agent.processor.parse_message(UserMessage(text), tracker)
        return parsed

    def _tracker(self, sender: str, pending: str | None, slots: dict[str, Any]) -> Any:
        from rasa.shared.core.events import SlotSet
        from rasa.shared.core.trackers import DialogueStateTracker

        domain = self._agent.domain
        tracker = DialogueStateTracker(sender, domain.slots)
        if pending == OFFER:
            slots["choices"] = {YES_OFFER: "intent:accept_reminder", NO_OFFER: "intent:decline_reminder"}
        elif pending in {"erasure", "amendment", "comment", "topic"}:
            slots["awaiting"] = pending
        elif pending is not None:
            slots["requested_slot"] = pending
        if pending not in {None, "consent"}:
            slots.setdefault("consent", True)
        for name, value in slots.items():
            if name in tracker.slots:
                tracker.update(SlotSet(name, value), domain)
        return tracker


@contextlib.contextmanager
def frozen_date(today: date) -> Any:
    """Make `clock.today` return another date while the block runs."""
    from bot.base import clock

    before = clock.today
    clock.today = lambda: today
    try:
        yield
    finally:
        clock.today = before


_TOWN_KEYS = ("commune", "insee", "departement")
# The answer says something, and the candidate is asked to be more precise.
_IMPRECISE = frozenset({"vague", "how_far", "near_town", "too_wide"})


def to_eval_format(field: str, reading: Resolution) -> dict[str, Any]:
    """The normalised value with French keys, or one of ambiguous, vague, unknown, refused, invalid."""
    match reading.status:
        case Status.VALUE:
            return _value(field, reading.value)
        case Status.AMBIGUOUS:
            return _ambiguous(field, reading)
        case Status.UNKNOWN:
            return {"unknown": True}
        case Status.DECLINED:
            return {"refused": True}
        case Status.INVALID if reading.reason in _IMPRECISE:
            return {"vague": True} if field == "availability" else {"vague": True, "invalid": True}
        case _:
            return {"invalid": True}


def _value(field: str, value: Any) -> dict[str, Any]:
    if field == "town":
        return {key: value[key] for key in _TOWN_KEYS}
    return dict(value) if FIELDS[field].form is dict else {FIELDS[field].key: value}


def _ambiguous(field: str, reading: Resolution) -> dict[str, Any]:
    if field == "town":
        return {"ambiguous": [_value(field, town) for town in reading.candidates]}
    if field == "email":
        suggestion, *others = reading.candidates
        return ({"email": others[-1]} if others else {"invalid": True}) | {"hint_suggestion": suggestion}
    return {"ambiguous": [_value(field, value) for value in reading.candidates], "vague": True}
