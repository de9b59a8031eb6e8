"""Which rooms are a private conversation with one person, and what is said on entering and leaving."""

from collections.abc import Mapping
from typing import Any

import nio

from bot.channels.turn.marks import mark_of
from bot.records.conversations.addresses import join_address, location_parts, person_key

GROUP_ROOM = (
    "Je suis un programme qui aide les candidates et candidats aux postes de conseiller numérique. Ce que l'on m'écrit est personnel : "
    "je ne parle donc qu'en tête-à-tête, et je quitte ce salon. Pour me parler, ouvrez une conversation privée avec moi."
)
ENCRYPTED = (
    "Vous écrivez à un programme, pas à une personne. Ce salon est chiffré de bout en bout : les serveurs Matrix qui transportent et gardent "
    "nos messages (le vôtre et {server}) ne peuvent pas les lire."
)
PLAIN = (
    "Vous écrivez à un programme, pas à une personne. Ce salon n'est pas chiffré : les serveurs Matrix qui transportent et gardent nos messages "
    "(le vôtre et {server}) pourraient les lire. Vous pouvez activer le chiffrement dans les réglages du salon."
)

_MARK_LENGTH = 16
_LONGEST_ROOM_ID = 255


def person_of(user_id: str) -> str:
    """Returns what tells a person from all others: a hash of their user id."""
    return mark_of(user_id, _MARK_LENGTH)


def address_of(room_id: str, user_id: str, thread: str | None = None) -> str:
    """Returns the address of a person, met in a room. Rooms change hands and are left: a conversation is its person's.

    Args:
        room_id: the room.
        user_id: the person, of whom the address holds a hash only.
        thread: the event that began the thread they wrote in, if any.
    """
    return join_address(person_of(user_id), room_id, *([thread] if thread else []))


def room_of(address: str) -> str:
    """Returns the room of an address."""
    return location_parts(address)[0]


def thread_of(address: str) -> str | None:
    """Returns the event that began the thread of an address, None where it is not in one."""
    _, *thread = location_parts(address)
    return thread[0] if thread else None


def room_with(rooms: Mapping[str, nio.MatrixRoom], address: str) -> nio.MatrixRoom | None:
    """Returns where an answer to an address may be said: its room, or another with the same person alone; None: nowhere."""
    first = rooms.get(room_of(address))
    others = [first] if first is not None else []
    for room in (*others, *rooms.values()):
        person = other_member(room)
        if is_private(room) and person is not None and person_of(person) == person_key(address):
            return room
    return None


def other_member(room: nio.MatrixRoom) -> str | None:
    """Returns who else is in a private room, or is invited; None if nobody or several are."""
    others = [user_id for user_id in room.users if user_id != room.own_user_id]
    return others[0] if len(others) == 1 else None


def carrier_notice(room: nio.MatrixRoom, user_id: str) -> str:
    """Returns what a person is told when the bot enters their room: who carries the messages, and who can read them."""
    return (ENCRYPTED if room.encrypted else PLAIN).format(server=user_id.partition(":")[2])


def is_private(room: nio.MatrixRoom) -> bool:
    """Returns whether nobody but the bot and one person is in a room, is invited, may come by themselves or read along."""
    is_closed = room.join_rule not in {"public", "restricted", "knock_restricted"}
    return bool(
        len(room.users) <= 2
        and len(room.room_id) <= _LONGEST_ROOM_ID
        and is_closed
        and room.history_visibility != "world_readable"
        and room.room_type != "m.space"
    )


def is_abandoned(room: nio.MatrixRoom) -> bool:
    """Returns whether the bot is alone in a room."""
    return len(room.users) <= 1


def own_membership(event: Any, user_id: str) -> str | None:
    """Returns what an event makes of the bot's membership (`invite`, `join`…), or None if it is about something else."""
    if not isinstance(event, nio.RoomMemberEvent) or event.state_key != user_id:
        return None
    return str(event.membership)


def since_invitation(events: list[Any], user_id: str) -> list[Any] | None:
    """Returns what happened after the bot was last invited, or None if the invitation is not among the events."""
    for position in range(len(events) - 1, -1, -1):
        if own_membership(events[position], user_id) == "invite":
            return events[position + 1 :]
    return None


def has_just_joined(events: list[Any], user_id: str) -> bool:
    """Returns whether the bot came into the room during these events."""
    return any(own_membership(event, user_id) == "join" and event.prev_membership != "join" for event in events)
