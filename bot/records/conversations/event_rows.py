"""Rasa events as rows: each message once.

Only messages become rows. Slots and active form are stored once, as they are now (`Conversation.state`). Rationale:
docs/developers/decisions/0007-storage.md.
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
    conversation_id: str, events: Iterable[EventData], *, keeps_words: bool, asked: str = "",
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
        kind = event["event"]
        common = {
            "conversation_id": conversation_id, "type_name": kind, "timestamp": event.get("timestamp"), "mark": None,
        }  # fmt: skip
        if kind == USER_MESSAGE:
            turn = _user_data(event, keeps_words=keeps_words, asked=asked, passes_on=passes_on)
            rows.append({**common, "message_id": event.get("message_id"), "data": turn})
        elif kind == BOT_MESSAGE:
            data = _bot_data(event.get("text") or "", event.get("data") or {})
            rows.append({**common, "message_id": None, "data": data})
        elif kind == ACTION and turn is not None and event["name"] not in _BETWEEN_TURNS:
            turn.setdefault("actions", []).append(event["name"])
    return rows


def _user_data(event: EventData, *, keeps_words: bool, asked: str, passes_on: bool) -> EventData:
    text = event.get("text") or ""
    is_passed_on = passes_on and bool((event.get("metadata") or {}).get(HELD))
    data: EventData = {"text": text if keeps_words or is_passed_on or text.startswith("/") else ""}
    intent = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
    if asked:
        data[ASKED] = asked
    if is_passed_on:
        data[HELD] = True
    if keeps_words and intent is not None:
        data["intent"] = intent
    return data


def _bot_data(text: str, carried: EventData) -> EventData:
    more = {name: value for name, value in carried.items() if value and name != "buttons"}
    titles = [button["title"] for button in carried.get("buttons") or []]
    return {"text": text, **({"buttons": titles} if titles else {}), **({"more": more} if more else {})}


def without_quotes(data: EventData, words: Sequence[str], instead: str) -> EventData:
    """A message of the bot with these quoted texts, between « », replaced."""
    text = data["text"]
    for quoted in sorted(words, key=len, reverse=True):
        text = text.replace(f"« {quoted} »", instead)
    return data if text == data["text"] else {**data, "text": text}


def redacted(data: EventData) -> EventData:
    """A message of the user without its text, marked as withdrawn."""
    return {**data, "text": "", WITHDRAWN: True}
