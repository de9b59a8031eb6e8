"""What is stored of a conversation's events: what was said, once, and what a turn changed.

Rasa's events become rows of messages only. What else they hold is read again nowhere, or follows from the rows: slots and
open form are kept once, as they are now (`Conversation.state`), and each message of the person keeps what it changed of
them, so that it can be taken back. docs/developers/decisions/0007-storage.md says why.
"""

from collections.abc import Iterable, Sequence
from typing import Any

EventData = dict[str, Any]
State = dict[str, Any]

USER_MESSAGE, BOT_MESSAGE, ACTION = "user", "bot", "action"
WITHDRAWN, TAKES_OVER = "withdrawn", "takes_over"
ASKED = "asked"
# Marks of what Rasa knows nothing of: what the channel says by itself, what is said while a person of the team holds the
# conversation (to them, by them), and reminders.
ASIDE, HELD, PERSON, REMINDER = "aside", "held", "person", "reminder"
_BETWEEN_TURNS = frozenset({"action_listen", "action_extract_slots"})


def to_rows(
    conversation_id: str, events: Iterable[EventData], *, keeps_words: bool, undo: State | None, asked: str = "",
    passes_on: bool = False,
) -> list[dict[str, Any]]:  # fmt: skip
    """Returns what is stored of events, as the columns of `ConversationEvent`.

    A message of the person keeps its words and the name of its intent, if words are kept, the name of the question that it found
    waiting, and the names of the actions that followed; one of the bot its words, the titles of the choices offered, and what else it carries (pictures, …).

    Args:
        conversation_id: whose events.
        events: Rasa's, as plain data, in order.
        keeps_words: whether words of the person, and what they meant, are kept; signals of the channel always are.
        undo: what `undo_data` gives for the turn.
        asked: the question that waited before them.
        passes_on: words said beside to one of the team, as their `metadata` says, are kept for them whatever is agreed.
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
            rows.append(
                {**common, "message_id": None, "data": _said_by_bot(text, event.get("data") or {}), "undo": None}
            )
        elif kind == ACTION and turn is not None and event["name"] not in _BETWEEN_TURNS:
            turn.setdefault("actions", []).append(event["name"])
    return rows


def _intent_of(event: EventData) -> str | None:
    intent: str | None = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
    return intent


def _said_by_bot(text: str, carried: EventData) -> EventData:
    more = {name: value for name, value in carried.items() if value and name != "buttons"}
    titles = [button["title"] for button in carried.get("buttons") or []]
    return {"text": text, **({"buttons": titles} if titles else {}), **({"more": more} if more else {})}


def undo_data(before: State | None, after: State) -> State | None:
    """Returns what makes the state before of the one after: `{"slots": {name: value or None}, "active_loop"}`.

    Only what changed is in it; None when there was no state before.
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
    """Returns the state before a turn, of the one after it and what `undo_data` gave; what is neither slot nor form stays."""
    if undo is None:
        return None
    state = state or {}
    slots = {**(state.get("slots") or {}), **undo.get("slots", {})}
    loop = undo["active_loop"] if "active_loop" in undo else state.get("active_loop")
    return {**state, "slots": {name: value for name, value in slots.items() if value is not None}, "active_loop": loop}


def without_quotes(data: EventData, words: Sequence[str], instead: str) -> EventData:
    """Returns a message of the bot that quotes these words, between « », no more."""
    text = data["text"]
    for quoted in sorted(words, key=len, reverse=True):
        text = text.replace(f"« {quoted} »", instead)
    return data if text == data["text"] else {**data, "text": text}


def redacted(data: EventData) -> EventData:
    """Returns a message of the person without its words, which its author took back."""
    return {**data, "text": "", WITHDRAWN: True}
