"""Parsing of room events: text, or the kind of content that is not read."""

import hashlib
import itertools
from dataclasses import dataclass, replace
from typing import Any

from bot.records.conversations.inbox import MAX_ID_LENGTH

_MAX_EVENT_ID = 255
_TEXT_TYPES = ("m.text", "m.emote")

# Unsupported messages and other events, by their key of `unsupported` in sentences.yml.
_MESSAGES = {
    "m.image": "photo", "m.audio": "audio", "m.video": "video", "m.file": "document", "m.location": "location",
    "m.key.verification.request": "verification",
}  # fmt: skip
_EVENTS = {
    "m.sticker": "sticker", "m.location": "location", "m.poll.start": "poll", "org.matrix.msc3381.poll.start": "poll",
    "m.call.invite": "call",
}  # fmt: skip

_NUMBERS = {f"{digit}{sign}\u20e3": digit for digit in "123456789" for sign in ("\ufe0f", "")}  # keycaps: 1️⃣


@dataclass(frozen=True)
class ParsedEvent:
    """Content of an event.

    Attributes:
        text: as written; the caption of an attachment.
        unsupported: a key of `unsupported` in sentences.yml.
        amends: id of the event that this one edits.
        thread: first event of the thread.
        chosen_under: event under which a numeric reaction stands.
    """

    event_id: str
    text: str = ""
    unsupported: str | None = None
    amends: str | None = None
    thread: str | None = None
    chosen_under: str | None = None


def read_event(event: dict[str, Any], own_user: str) -> ParsedEvent | None:
    """Content of a decrypted event, or None if it needs no reply.

    Args:
        own_user: the bot's user id, whose own events are ignored.
    """
    content, event_id, kind = event.get("content"), event.get("event_id"), event.get("type")
    if not isinstance(content, dict) or not isinstance(event_id, str) or event.get("sender") == own_user:
        return None
    if "state_key" in event or not content:  # a state event or a redacted message
        return None
    relation = _relation(content)
    if kind == "m.reaction":
        under, number = relation.get("event_id"), _NUMBERS.get(str(relation.get("key")))
        return ParsedEvent(event_id, number, chosen_under=under) if number and isinstance(under, str) else None
    if kind != "m.room.message":
        unread = _EVENTS.get(kind) if isinstance(kind, str) else None
        return ParsedEvent(event_id, unsupported=unread) if unread else None
    amended = relation.get("event_id") if relation.get("rel_type") == "m.replace" else None
    if isinstance(amended, str):
        new = content.get("m.new_content")
        return _message(event_id, new if isinstance(new, dict) else {}, amended)
    thread = relation.get("event_id") if relation.get("rel_type") == "m.thread" else None
    said = _message(event_id, content)
    return replace(said, thread=thread) if said is not None and isinstance(thread, str) else said


def _message(event_id: str, content: dict[str, Any], amends: str | None = None) -> ParsedEvent | None:
    kind, body = content.get("msgtype"), content.get("body")
    if kind == "m.notice":  # sent by programs, by convention: replying could start a loop
        return None
    if kind in _TEXT_TYPES and isinstance(body, str):
        text = _whole(without_quotation(body) if _is_reply(content) else body).strip()
        return ParsedEvent(event_id, text, "edited" if amends else None if text else "empty", amends)
    unread = _MESSAGES.get(kind, "other") if isinstance(kind, str) else "other"
    return ParsedEvent(event_id, _caption(content), "edited" if amends else unread, amends)


def _caption(content: dict[str, Any]) -> str:
    """The caption of a file: `body` is the file name unless there is a `filename`."""
    name, body = content.get("filename"), content.get("body")
    return _whole(body).strip() if isinstance(name, str) and isinstance(body, str) and body != name else ""


def _whole(text: str) -> str:
    """A text without lone surrogates, which can be neither stored nor sent."""
    return text.encode(errors="replace").decode()


def _relation(content: dict[str, Any]) -> dict[str, Any]:
    """The relation to another event, ignored if its event id is malformed."""
    relation = content.get("m.relates_to")
    if not isinstance(relation, dict):
        return {}
    event_id = relation.get("event_id")
    if isinstance(event_id, str) and 0 < len(event_id) <= _MAX_EVENT_ID and event_id.isprintable():
        return relation
    return {name: value for name, value in relation.items() if name not in {"event_id", "rel_type"}}


def _is_reply(content: dict[str, Any]) -> bool:
    relation = _relation(content)  # in a thread every message is one, for older clients
    return isinstance(relation.get("m.in_reply_to"), dict) and relation.get("is_falling_back") is not True


def without_quotation(body: str) -> str:
    """A reply without the quoted message that clients prepend."""
    if not body.startswith("> "):
        return body
    lines = itertools.dropwhile(lambda line: line.startswith(">"), body.split("\n"))
    return "\n".join(lines).lstrip("\n")


def message_id(event_id: str) -> str:
    """An id of bounded length; those of old room versions may be long."""
    return event_id if len(event_id) <= MAX_ID_LENGTH else hashlib.sha256(event_id.encode()).hexdigest()


def is_event_id(message_id: str) -> bool:
    """Whether a message id is that of an event, and neither a hash of one nor made by the bot."""
    return message_id.startswith("$")


def is_encrypted(event: dict[str, Any]) -> bool:
    """Whether an event could not be decrypted."""
    return event.get("type") == "m.room.encrypted" and bool(event.get("content"))
