"""Upgrade of stored states in which a declined field was `False`."""

import json
from typing import Any

from bot.base.registration import DECLINED
from bot.records.conversations.event_rows import State
from bot.understanding.reading.directives import SET

# Fields added since never held `False`.
_FIELDS = ("last_name", "first_name", "town", "mobility", "availability", "email", "phone")


def upgrade_state(state: State | None) -> State | None:
    """The state in today's format."""
    if state is None or not state.get("slots"):
        return state
    slots = _declined(state["slots"])
    if choices := slots.get("choices"):
        slots["choices"] = {title: _directive(directive) for title, directive in choices.items()}
    return {**state, "slots": slots}


def _declined(values: dict[str, Any]) -> dict[str, Any]:
    return values | {name: DECLINED for name in _FIELDS if values.get(name) is False}


def _directive(directive: str) -> str:
    kind, _, fields = directive.partition(":")
    return f"{SET}:{json.dumps(_declined(json.loads(fields)))}" if kind == SET else directive
