"""Rasa events as rows: each message once, with what its turn changed in the state.

Only messages become rows. Slots and active form are stored once, as they are now (`Conversation.state`); each message of
the user keeps undo data, so that the turn can be rolled back. Rationale: docs/developers/decisions/0007-storage.md.
"""

from collections.abc import Iterable, Sequence
from typing import Any

EventData = dict[str, Any]
State = dict[str, Any]

USER_MESSAGE, BOT_MESSAGE, ACTION = "user", "bot", "action"
WITHDRAWN, TAKES_OVER = "withdrawn", "takes_over"
ASKED = "asked"
# Marks of messages that Rasa never sees: by the channel itself, to and by the team during a takeover, and reminders.
ASIDE, HELD, PERSON, REMINDER = "aside", "held", "person", "reminder"
_BETWEEN_TURNS = frozenset({"action_listen", "action_extract_slots"})


def to_rows(
    conversation_id: str, events: Iterable[EventData], *, keeps_words: bool, undo: State | None, asked: str = "",
    passes_on: bool = False,
) -> list[dict[str, Any]]:  # fmt: skip
    """Events as column values of `ConversationEvent`.

    A message of the user keeps its text, its intent, the question that was pending and the names of the actions that
    followed. A message of the bot keeps its text, the titles of its choices and its other payload.

    Args:
        keeps_words: keep text and intent of the user; control messages of the channel are always kept.
        asked: the question that was pending before them.
        passes_on: keep text forwarded to a team member (`metadata`) despite missing consent.
    """
    rows: list[dict[str, Any]] = []
    turn: EventData | None = None
    for event in events:
        kind, text = event["event"], event.get("text") or ""
        common = {
            "conversation_id": conversation_id,
            "type_name": kind,
            "timestamp": event.get("timestamp"),
            "mark": None,
        }
        if kind == USER_MESSAGE:
            is_passed_on = passes_on and bool((event.get("metadata") or {}).get(HELD))
            is_kept = keeps_words or is_passed_on or text.startswith("/")
            turn = {"text": text if is_kept else ""} | ({ASKED: asked} if asked else {})
            if is_passed_on:
                turn[HELD] = True
            if keeps_words and (intent := _intent_of(event)) is not None:
                turn["intent"] = intent
            rows.append({**common, "message_id": event.get("message_id"), "data": turn, "undo": undo})
        elif kind == BOT_MESSAGE:
            rows.append({**common, "message_id": None, "data": _bot_data(text, event.get("data") or {}), "undo": None})
        elif kind == ACTION and turn is not None and event["name"] not in _BETWEEN_TURNS:
            turn.setdefault("actions", []).append(event["name"])
    return rows


def _intent_of(event: EventData) -> str | None:
    intent: str | None = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
    return intent


def _bot_data(text: str, carried: EventData) -> EventData:
    more = {name: value for name, value in carried.items() if value and name != "buttons"}
    titles = [button["title"] for button in carried.get("buttons") or []]
    return {"text": text, **({"buttons": titles} if titles else {}), **({"more": more} if more else {})}


def undo_data(before: State | None, after: State) -> State | None:
    """What turns the state after a turn back into the one before: `{"slots": {name: value or None}, "active_loop"}`.

    Holds only what changed. None if there was no state before.
    """
    if before is None:
        return None
    old, new = before.get("slots") or {}, after.get("slots") or {}
    slots = {name: old.get(name) for name in {**old, **new} if old.get(name) != new.get(name)}
    undo: State = {"slots": slots} if slots else {}
    if before.get("active_loop") != after.get("active_loop"):
        undo["active_loop"] = before.get("active_loop")
    return undo


def state_before(state: State | None, undo: State | None) -> State | None:
    """The state before a turn, from the one after it and its undo data."""
    if undo is None:
        return None
    state = state or {}
    slots = {**(state.get("slots") or {}), **undo.get("slots", {})}
    loop = undo["active_loop"] if "active_loop" in undo else state.get("active_loop")
    return {**state, "slots": {name: value for name, value in slots.items() if value is not None}, "active_loop": loop}


def without_quotes(data: EventData, words: Sequence[str], instead: str) -> EventData:
    """A message of the bot with these quoted texts, between « », replaced."""
    text = data["text"]
    for quoted in sorted(words, key=len, reverse=True):
        text = text.replace(f"« {quoted} »", instead)
    return data if text == data["text"] else {**data, "text": text}


def redacted(data: EventData) -> EventData:
    """A message of the user without its text, marked as withdrawn."""
    return {**data, "text": "", WITHDRAWN: True}
