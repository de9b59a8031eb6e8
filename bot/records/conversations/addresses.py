"""Where people are reached: the addresses of a conversation on its channels."""

from datetime import timedelta

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.models import Address, new_conversation_id, table_of
from bot.records.store.sql_helpers import affected_rows

WEB = "web"  # the channel of the website
# A session of the website that nobody uses for so long is over.
WEB_SESSION_LIFETIME = timedelta(days=30)
_TABLE = table_of(Address)
_AT = (_TABLE.c.channel == bindparam("on_channel")) & (_TABLE.c.address == bindparam("at_address"))
_FIND = select(_TABLE.c.conversation_id).where(_AT)
_CHANGE = update(_TABLE).where(_AT)
_TOUCH = _CHANGE.where(_TABLE.c.conversation_id == bindparam("leads_to"))
_USE = _CHANGE.returning(_TABLE.c.conversation_id)
_ADD = insert(_TABLE)
_BEHIND = "|"  # of an address: where its person was met


def person_key(address: str) -> str:
    """Returns what tells a person of a channel from all others, of an address that says where they were met as well."""
    return address.partition(_BEHIND)[0]


def location_parts(address: str) -> list[str]:
    """Returns where a person was met, as `join_address` was told; nothing of an address that is the person alone."""
    return address.split(_BEHIND)[1:]


def join_address(person: str, *parts: str) -> str:
    """Returns the address of a person who may be met at several places: `PERSON|ROOM|THREAD`."""
    return _BEHIND.join((person, *parts))


def open_conversation(session: Session, channel: str, address: str, *, conversation_id: str | None = None) -> str:
    """Returns the conversation of a person, made with a random id at first use; they are met at the address from now on.

    Args:
        session: an open session.
        channel: name of the channel.
        address: a chat, a session, or a person and the room where they were met.
        conversation_id: the conversation to name at first use, instead of a new one.
    """
    person = person_key(address)
    use = {"on_channel": channel, "at_address": person, "last_used_at": clock.now(), "place": address}
    known: str | None = session.scalar(_USE, use)
    if known is not None:
        return known
    made = conversation_id or new_conversation_id()
    try:
        with session.begin_nested():
            session.execute(_ADD, {"channel": channel, "address": person, "place": address, "conversation_id": made})
        return made
    except IntegrityError:  # another process was faster
        known = session.scalar(_USE, use)
        if known is None:
            raise
        return known


def touch(session: Session, channel: str, address: str, conversation_id: str) -> bool:
    """Notes that an address was used now; returns whether it leads to this conversation."""
    use = {
        "on_channel": channel, "at_address": person_key(address), "leads_to": conversation_id, "last_used_at": clock.now(),
    }  # fmt: skip
    return bool(session.execute(_TOUCH, use).rowcount)  # type: ignore[attr-defined]


def find(session: Session, channel: str, address: str) -> str | None:
    """Returns the conversation of an address, or None if nothing is known of it."""
    found: str | None = session.scalar(_FIND, {"on_channel": channel, "at_address": person_key(address)})
    return found


def latest_address(session: Session, conversation_id: str) -> Address | None:
    """Returns the address that a conversation last used, if any."""
    return session.scalar(
        select(Address)
        .where(Address.conversation_id == conversation_id)
        .order_by(Address.last_used_at.desc(), Address.channel, Address.address)
        .limit(1)
    )


def other_addresses(session: Session, conversation_id: str, channel: str | None, address: str | None) -> list[Address]:
    """Returns the addresses of a conversation beside one."""
    rows = session.scalars(select(Address).where(Address.conversation_id == conversation_id))
    here = (channel, person_key(address or ""))
    return [row for row in rows if (row.channel, row.address) != here]


def reassign(session: Session, channel: str, address: str, conversation_id: str) -> None:
    """Points an address at another conversation."""
    open_conversation(session, channel, address, conversation_id=conversation_id)
    there = {"on_channel": channel, "at_address": person_key(address), "conversation_id": conversation_id}
    session.execute(_CHANGE, there)


def remove(session: Session, channel: str, address: str) -> None:
    """Makes an address lead nowhere; the conversation stays as it is."""
    session.execute(delete(Address).where(Address.channel == channel, Address.address == address))


def purge_expired_sessions(session: Session) -> int:
    """Removes the website's sessions that are over; their conversations stay as they are. Returns how many."""
    is_over = Address.last_used_at < clock.now() - WEB_SESSION_LIFETIME
    return affected_rows(session, delete(Address).where(Address.channel == WEB, is_over))
