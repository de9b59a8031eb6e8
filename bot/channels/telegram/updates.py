"""Parsing of Bot API updates: a message, a button press, a group to leave, or None for the bot to ignore.

Updates are untrusted: an update that lacks an expected field is ignored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.gateway.transport import Incoming

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
_MEMBERS = frozenset({"member", "administrator", "creator", "restricted"})
# In order of precedence: an animation is also a document, a venue also a location.
_KINDS = {
    "photo": "photo", "voice": "audio", "audio": "audio", "video_note": "video", "video": "video", "live_photo": "photo",
    "animation": "animation", "sticker": "sticker", "document": "document", "contact": "contact", "venue": "location",
    "location": "location", "poll": "poll", "checklist": "poll", "dice": "dice", "game": "game", "story": "story", "paid_media": "photo",
    "invoice": "money", "successful_payment": "money", "refunded_payment": "money", "gift": "money", "unique_gift": "money",
    "users_shared": "contact", "chat_shared": "contact", "passport_data": "document", "web_app_data": "other", "rich_message": "other",
}  # fmt: skip
# Fields of every message; one without others is a service message (a pinned message, a new timer).
_ENVELOPE = frozenset(
    {"message_id", "date", "chat", "from", "sender_chat", "business_connection_id", "has_protected_content"}
)
_NOTICES = frozenset({
    "pinned_message", "message_auto_delete_timer_changed", "new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo",
    "delete_chat_photo", "write_access_allowed", "connected_website", "proximity_alert_triggered", "boost_added", "chat_background_set",
    "forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened", "general_forum_topic_hidden",
    "general_forum_topic_unhidden", "giveaway", "giveaway_created", "giveaway_winners", "giveaway_completed", "video_chat_scheduled",
    "video_chat_started", "video_chat_ended", "video_chat_participants_invited", "migrate_to_chat_id", "migrate_from_chat_id",
    "group_chat_created", "supergroup_chat_created", "channel_chat_created", "direct_message_price_changed", "paid_message_price_changed",
    "checklist_tasks_done", "checklist_tasks_added",
})  # fmt: skip


@dataclass(frozen=True)
class Press:
    """A button pressed in a private chat.

    Attributes:
        address: the chat's id.
        query_id: for the acknowledgement.
        label: None if the message is too old or has no such button.
        shown_id: message with the button, if known.
        shown_text: its text; None if it is too old.
    """

    address: str
    query_id: str
    data: str
    label: str | None
    shown_id: int | None
    shown_text: str | None


@dataclass(frozen=True)
class Group:
    """A group or channel that the bot leaves.

    Attributes:
        is_channel: only its owners can write.
    """

    chat_id: int
    is_channel: bool


@dataclass(frozen=True)
class Elsewhere:
    """A button pressed outside a private chat, which is only acknowledged."""

    query_id: str


Arrival = Incoming | Press | Group | Elsewhere


def update_id(update: Any) -> int | None:
    """Number of an update, None if malformed."""
    number = update.get("update_id") if isinstance(update, Mapping) else None
    return number if isinstance(number, int) and not isinstance(number, bool) and number >= 0 else None


def read(update: Mapping[str, Any]) -> Arrival | None:
    """The meaning of an update, None if the bot ignores it."""
    message, edited = _part(update, "message"), _part(update, "edited_message")
    query, member = _part(update, "callback_query"), _part(update, "my_chat_member")
    if message:
        return _message(message)
    if edited:
        return _edited(edited, update.get("update_id"))
    if query:
        return _query(query)
    if member:
        return _membership(member)
    return None


def _part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = whole.get(name)
    return part if isinstance(part, Mapping) else {}


def _chat_id(message: Mapping[str, Any]) -> int | None:
    number = _part(message, "chat").get("id")
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def _group(message: Mapping[str, Any]) -> Group | None:
    kind, chat_id = _part(message, "chat").get("type"), _chat_id(message)
    return Group(chat_id, kind == "channel") if kind in {"group", "supergroup", "channel"} and chat_id else None


def _is_of_a_person(message: Mapping[str, Any]) -> bool:
    sender = _part(message, "from")
    return _part(message, "chat").get("type") == "private" and bool(sender) and sender.get("is_bot") is not True


def _message(message: Mapping[str, Any]) -> Arrival | None:
    group = _group(message)
    if group is not None:
        return None if "left_chat_member" in message else group
    chat_id, number = _chat_id(message), message.get("message_id")
    if not _is_of_a_person(message) or chat_id is None or not isinstance(number, int):
        return None
    address, text = str(chat_id), message.get("text")
    if _is_of_others(message):
        return Incoming(address, f"m{number}", unsupported="forwarded", dedup_key=_album(message))
    if isinstance(text, str):
        return Incoming(address, f"m{number}", text)
    kind = next((_KINDS[name] for name in _KINDS if name in message), None)
    if kind is None:
        if not message.keys() - _ENVELOPE or message.keys() & _NOTICES:
            return None
        kind = "other"
    return Incoming(address, f"m{number}", _caption(message), unsupported=kind, dedup_key=_album(message))


def _caption(message: Mapping[str, Any]) -> str:
    caption = message.get("caption")
    return caption if isinstance(caption, str) else ""


def _is_of_others(message: Mapping[str, Any]) -> bool:
    """Whether the words are not the user's: forwarded, or written by another bot."""
    return any(name in message for name in ("forward_origin", "forward_date", "forward_from", "via_bot"))


def _album(message: Mapping[str, Any]) -> str | None:
    """Key shared by the pictures of an album."""
    album = message.get("media_group_id")
    return f"g{album}"[:80] if isinstance(album, str) and album else None


def _edited(message: Mapping[str, Any], update_id: object) -> Incoming | None:
    chat_id, number = _chat_id(message), message.get("message_id")
    if not _is_of_a_person(message) or chat_id is None or not isinstance(number, int):
        return None
    text = message.get("text", message.get("caption"))
    if not isinstance(text, str):
        return None  # a moving live location needs no second reply
    edit_id = f"e{number}-{update_id}"[:80]  # two edits may have the same date
    return Incoming(str(chat_id), edit_id, text, unsupported="edited", amends=f"m{number}")


def _query(query: Mapping[str, Any]) -> Press | Elsewhere | None:
    query_id, data = query.get("id"), query.get("data")
    if not isinstance(query_id, str) or not query_id:
        return None
    message, sender = _part(query, "message"), _part(query, "from")
    chat_id = _chat_id(message)
    is_own = chat_id is not None and _part(message, "chat").get("type", "private") == "private"
    if not is_own or not isinstance(data, str) or sender.get("is_bot") is True:
        return Elsewhere(query_id)
    number, text = message.get("message_id"), message.get("text")
    return Press(
        address=str(chat_id),
        query_id=query_id,
        data=data,
        label=_label(message, data),
        shown_id=number if isinstance(number, int) else None,
        shown_text=text if isinstance(text, str) else None,
    )


def _label(message: Mapping[str, Any], data: str) -> str | None:
    """The label of the button with this data, in the message as it is shown now."""
    rows = _part(message, "reply_markup").get("inline_keyboard")
    buttons = [button for row in rows if isinstance(row, list) for button in row] if isinstance(rows, list) else []
    for button in buttons:
        if isinstance(button, Mapping) and button.get("callback_data") == data and isinstance(button.get("text"), str):
            return str(button["text"])
    return None


def _membership(member: Mapping[str, Any]) -> Group | None:
    """The group to which the bot was added; users blocking or unblocking the bot are ignored."""
    status = _part(member, "new_chat_member").get("status")
    is_inside = _part(member, "new_chat_member").get("is_member", True) is not False
    return _group(member) if status in _MEMBERS and is_inside else None
