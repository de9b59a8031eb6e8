"""Channel addresses of Matrix users: `HASH OF THE USER|ROOM|THREAD`."""

from bot.base.hashing import short_hash
from bot.records.conversations.addresses import join_address, location_parts

_HASH_LENGTH = 16


def person_of(user_id: str) -> str:
    """The key of a user in addresses, a hash of the user id."""
    return short_hash(user_id, _HASH_LENGTH)


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
