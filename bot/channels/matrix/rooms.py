"""Private rooms: their members, addresses and notices."""

from collections.abc import Mapping
from typing import Any

import nio

from bot.base.hashing import short_hash
from bot.content.sentences import sentence
from bot.records.conversations.addresses import join_address, location_parts, person_key

_MARK_LENGTH = 16
_MAX_ROOM_ID = 255


def person_of(user_id: str) -> str:
    """Key of a user, a hash of the user id."""
    return short_hash(user_id, _MARK_LENGTH)


def address_of(room_id: str, user_id: str, thread: str | None = None) -> str:
    """The channel address of a user, who keeps the conversation when changing rooms.

    Args:
        thread: first event of the thread, if any.
    """
    return join_address(person_of(user_id), room_id, *([thread] if thread else []))


def room_of(address: str) -> str:
    """Room of an address."""
    return location_parts(address)[0]


def thread_of(address: str) -> str | None:
    """First event of an address's thread, if any."""
    _, *thread = location_parts(address)
    return thread[0] if thread else None


def room_with(rooms: Mapping[str, nio.MatrixRoom], address: str) -> nio.MatrixRoom | None:
    """A room for a reply: the address's own, else another private one with the same user, else None."""
    first = rooms.get(room_of(address))
    others = [first] if first is not None else []
    for room in (*others, *rooms.values()):
        person = other_member(room)
        if is_private(room) and person is not None and person_of(person) == person_key(address):
            return room
    return None


def other_member(room: nio.MatrixRoom) -> str | None:
    """The other member, joined or invited; None unless it is exactly one."""
    others = [user_id for user_id in room.users if user_id != room.own_user_id]
    return others[0] if len(others) == 1 else None


def encryption_notice(room: nio.MatrixRoom, user_id: str) -> str:
    """The notice when the bot joins a room: which servers carry messages, and whether they can read them."""
    server = user_id.partition(":")[2]
    if room.encrypted:
        return sentence("matrix.encrypted", server=server)
    return sentence("matrix.unencrypted", server=server)


def is_private(room: nio.MatrixRoom) -> bool:
    """Whether only the bot and one user are members, and no one else can join or read uninvited."""
    is_closed = room.join_rule not in {"public", "restricted", "knock_restricted"}
    return bool(
        len(room.users) <= 2
        and len(room.room_id) <= _MAX_ROOM_ID
        and is_closed
        and room.history_visibility != "world_readable"
        and room.room_type != "m.space"
    )


def is_abandoned(room: nio.MatrixRoom) -> bool:
    """Whether the bot is alone in a room."""
    return len(room.users) <= 1


def own_membership(event: Any, user_id: str) -> str | None:
    """The bot's membership (`invite`, `join`…) that an event sets, None for other events."""
    if not isinstance(event, nio.RoomMemberEvent) or event.state_key != user_id:
        return None
    return str(event.membership)


def since_invitation(events: list[Any], user_id: str) -> list[Any] | None:
    """Events after the bot's last invitation, or None if it is not among them."""
    for position in range(len(events) - 1, -1, -1):
        if own_membership(events[position], user_id) == "invite":
            return events[position + 1 :]
    return None


def has_just_joined(events: list[Any], user_id: str) -> bool:
    """Whether the bot joined during these events."""
    return any(own_membership(event, user_id) == "join" and event.prev_membership != "join" for event in events)
