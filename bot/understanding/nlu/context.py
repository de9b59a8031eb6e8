"""Context of a message from Rasa's tracker."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker


def slots_of(tracker: DialogueStateTracker | None) -> dict[str, Any]:
    """Slots with a value."""
    if tracker is None:
        return {}
    return {name: value for name, value in tracker.current_slot_values().items() if value is not None}


def offered(tracker: DialogueStateTracker | None) -> list[str]:
    """Titles of the choices offered since the user's last message."""
    titles: list[str] = []
    for event in reversed(tracker.events if tracker is not None else []):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered) and (event.data or {}).get("buttons"):
            titles = [button["title"] for button in event.data["buttons"]]
            break
    return titles
