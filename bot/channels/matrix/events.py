"""What an event of a room means for the conversation. Pure: from the event's JSON to a text or a kind notice."""

import hashlib
import itertools
from dataclasses import dataclass, replace
from typing import Any

from bot.records.conversations.inbox import MAX_ID_LENGTH

_LONGEST_EVENT_ID = 255
_TEXT_TYPES = ("m.text", "m.emote")

# Kinds of messages and of other events, as `unread.KINDS` names them.
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
class Said:
    """What an event says.

    Attributes:
        event_id: the event.
        text: what was written, or came with what is not read.
        unread: a key of `unread.KINDS`, of what is not read.
        amends: the event whose words these are from now on.
        thread: the event that began the thread it was said in.
        chosen_under: the message under which it stands, of a reaction that is a number.
    """

    event_id: str
    text: str = ""
    unread: str | None = None
    amends: str | None = None
    thread: str | None = None
    chosen_under: str | None = None


def read_event(event: dict[str, Any], own_user: str) -> Said | None:
    """Returns what an event (decrypted if it was encrypted) says, or None if it needs no answer.

    Args:
        event: the event as the homeserver gives it.
        own_user: the bot's own user id: its echoes are no messages.
    """
    content, event_id, kind = event.get("content"), event.get("event_id"), event.get("type")
    if not isinstance(content, dict) or not isinstance(event_id, str) or event.get("sender") == own_user:
        return None
    if "state_key" in event or not content:  # a change of the room, or a redacted message
        return None
    relation = _relation(content)
    if kind == "m.reaction":
        under, number = relation.get("event_id"), _NUMBERS.get(str(relation.get("key")))
        return Said(event_id, number, chosen_under=under) if number and isinstance(under, str) else None
    if kind != "m.room.message":
        unread = _EVENTS.get(kind) if isinstance(kind, str) else None
        return Said(event_id, unread=unread) if unread else None
    amended = relation.get("event_id") if relation.get("rel_type") == "m.replace" else None
    if isinstance(amended, str):
        new = content.get("m.new_content")
        return _message(event_id, new if isinstance(new, dict) else {}, amended)
    thread = relation.get("event_id") if relation.get("rel_type") == "m.thread" else None
    said = _message(event_id, content)
    return replace(said, thread=thread) if said is not None and isinstance(thread, str) else said


def _message(event_id: str, content: dict[str, Any], amends: str | None = None) -> Said | None:
    kind, body = content.get("msgtype"), content.get("body")
    if kind == "m.notice":  # by convention what a program says: two programs must not answer each other for ever
        return None
    if kind in _TEXT_TYPES and isinstance(body, str):
        text = _whole(without_quotation(body) if _is_reply(content) else body).strip()
        return Said(event_id, text, "edited" if amends else None if text else "empty", amends)
    unread = _MESSAGES.get(kind, "other") if isinstance(kind, str) else "other"
    return Said(event_id, _caption(content), "edited" if amends else unread, amends)


def _caption(content: dict[str, Any]) -> str:
    """Returns the words that came with a file: `body` names the file unless there is a `filename` beside it."""
    name, body = content.get("filename"), content.get("body")
    return _whole(body).strip() if isinstance(name, str) and isinstance(body, str) and body != name else ""


def _whole(text: str) -> str:
    """Returns a text without half characters, which can be neither stored nor sent; no homeserver sees what is encrypted."""
    return text.encode(errors="replace").decode()


def _relation(content: dict[str, Any]) -> dict[str, Any]:
    """Returns how a message relates to another: not at all if what it names can be no event."""
    relation = content.get("m.relates_to")
    if not isinstance(relation, dict):
        return {}
    event_id = relation.get("event_id")
    if isinstance(event_id, str) and 0 < len(event_id) <= _LONGEST_EVENT_ID and event_id.isprintable():
        return relation
    return {name: value for name, value in relation.items() if name not in {"event_id", "rel_type"}}


def _is_reply(content: dict[str, Any]) -> bool:
    relation = _relation(content)  # in a thread each message is one for clients that know no threads
    return isinstance(relation.get("m.in_reply_to"), dict) and relation.get("is_falling_back") is not True


def without_quotation(body: str) -> str:
    """Returns what was written in a reply, without the quoted message that clients put before it."""
    if not body.startswith("> "):
        return body
    lines = itertools.dropwhile(lambda line: line.startswith(">"), body.split("\n"))
    return "\n".join(lines).lstrip("\n")


def message_id(event_id: str) -> str:
    """Returns an id of bounded length: those of old room versions may be long."""
    return event_id if len(event_id) <= MAX_ID_LENGTH else hashlib.sha256(event_id.encode()).hexdigest()


def is_encrypted(event: dict[str, Any]) -> bool:
    """Returns whether an event could not be decrypted."""
    return event.get("type") == "m.room.encrypted" and bool(event.get("content"))
