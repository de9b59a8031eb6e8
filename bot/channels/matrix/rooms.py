"""Private rooms: their members, the notice on joining them, and the room for a reply."""

from collections.abc import Mapping

import nio

from bot.channels.matrix.addresses import person_of, room_of
from bot.content.sentences import sentence
from bot.records.conversations.addresses import person_key

_MAX_ROOM_ID_LENGTH = 255  # characters; Matrix allows as many bytes


def find_reply_room(rooms: Mapping[str, nio.MatrixRoom], address: str) -> nio.MatrixRoom | None:
    """A room for a reply: the address's own, else another private one with the same user, else None."""
    own = rooms.get(room_of(address))
    for room in (*([own] if own is not None else ()), *rooms.values()):
        user_id = other_member(room)
        if is_private(room) and user_id is not None and person_of(user_id) == person_key(address):
            return room
    return None


def other_member(room: nio.MatrixRoom) -> str | None:
    """The other member, joined or invited; None unless it is exactly one."""
    others = [user_id for user_id in room.users if user_id != room.own_user_id]
    return others[0] if len(others) == 1 else None


def encryption_notice(room: nio.MatrixRoom, bot_id: str) -> str:
    """The notice when the bot joins a room: which servers carry messages, and whether they can read them."""
    server = bot_id.partition(":")[2]
    if room.encrypted:
        return sentence("matrix.encrypted", server=server)
    return sentence("matrix.unencrypted", server=server)


def is_private(room: nio.MatrixRoom) -> bool:
    """Whether only the bot and one user are members, and no one else can join or read uninvited.

    A space, or a room with an id longer than Matrix allows, never counts as private.
    """
    is_closed = room.join_rule not in {"public", "restricted", "knock_restricted"}
    is_regular_room = room.room_type != "m.space" and len(room.room_id) <= _MAX_ROOM_ID_LENGTH
    return bool(len(room.users) <= 2 and is_closed and room.history_visibility != "world_readable" and is_regular_room)


def is_abandoned(room: nio.MatrixRoom) -> bool:
    """Whether the bot is alone in a room."""
    return len(room.users) <= 1
