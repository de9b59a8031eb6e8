"""Channel addresses: which conversation each one leads to."""

from datetime import timedelta

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.models import Address, new_conversation_id, table_of
from bot.records.store.sql_helpers import affected_rows

WEB = "web"  # the channel of the website
WEB_SESSION_LIFETIME = timedelta(days=30)  # without use
_TABLE = table_of(Address)
_AT = (_TABLE.c.channel == bindparam("on_channel")) & (_TABLE.c.address == bindparam("at_address"))
_FIND = select(_TABLE.c.conversation_id).where(_AT)
_CHANGE = update(_TABLE).where(_AT)
_TOUCH = _CHANGE.where(_TABLE.c.conversation_id == bindparam("leads_to"))
_USE = _CHANGE.returning(_TABLE.c.conversation_id)
_ADD = insert(_TABLE)
_SEPARATOR = "|"  # between person, room and thread


def person_key(address: str) -> str:
    """The part of an address that identifies the person, without the room or thread."""
    return address.partition(_SEPARATOR)[0]


def location_parts(address: str) -> list[str]:
    """The room and thread of an address, if any."""
    return address.split(_SEPARATOR)[1:]


def join_address(person: str, *parts: str) -> str:
    """Address of a person in a room or thread: `PERSON|ROOM|THREAD`."""
    return _SEPARATOR.join((person, *parts))


def open_conversation(session: Session, channel: str, address: str, *, conversation_id: str | None = None) -> str:
    """The conversation of a person, created on first use. Remembers the address as the latest place of contact.

    Args:
        address: a chat, a session, or a person and their room.
        conversation_id: points a new address at this conversation instead of a new one.
    """
    person = person_key(address)
    use = {"on_channel": channel, "at_address": person, "last_used_at": clock.now(), "place": address}
    existing: str | None = session.scalar(_USE, use)
    if existing is not None:
        return existing
    created = conversation_id or new_conversation_id()
    try:
        with session.begin_nested():
            session.execute(_ADD, {"channel": channel, "address": person, "place": address, "conversation_id": created})
        return created
    except IntegrityError:  # another process was faster
        existing = session.scalar(_USE, use)
        if existing is None:
            raise
        return existing


def touch(session: Session, channel: str, address: str, conversation_id: str) -> bool:
    """Record a use of an address now. False if it leads to another conversation."""
    use = {
        "on_channel": channel, "at_address": person_key(address), "leads_to": conversation_id, "last_used_at": clock.now(),
    }  # fmt: skip
    return bool(session.execute(_TOUCH, use).rowcount)  # type: ignore[attr-defined]


def find(session: Session, channel: str, address: str) -> str | None:
    """The conversation of an address."""
    conversation_id: str | None = session.scalar(_FIND, {"on_channel": channel, "at_address": person_key(address)})
    return conversation_id


def latest_address(session: Session, conversation_id: str) -> Address | None:
    """The address that a conversation used last."""
    return session.scalar(
        select(Address)
        .where(Address.conversation_id == conversation_id)
        .order_by(Address.last_used_at.desc(), Address.channel, Address.address)
        .limit(1)
    )


def other_addresses(session: Session, conversation_id: str, channel: str | None, address: str | None) -> list[Address]:
    """All addresses of a conversation except this one."""
    rows = session.scalars(select(Address).where(Address.conversation_id == conversation_id))
    current = (channel, person_key(address or ""))
    return [row for row in rows if (row.channel, row.address) != current]


def reassign(session: Session, channel: str, address: str, conversation_id: str) -> None:
    """Point an address at another conversation."""
    open_conversation(session, channel, address, conversation_id=conversation_id)
    values = {"on_channel": channel, "at_address": person_key(address), "conversation_id": conversation_id}
    session.execute(_CHANGE, values)


def remove(session: Session, channel: str, address: str) -> None:
    """Delete an address; its conversation stays."""
    session.execute(delete(Address).where(Address.channel == channel, Address.address == address))


def purge_expired_sessions(session: Session) -> int:
    """Delete website sessions unused for `WEB_SESSION_LIFETIME`; their conversations stay. Returns how many."""
    is_expired = Address.last_used_at < clock.now() - WEB_SESSION_LIFETIME
    return affected_rows(session, delete(Address).where(Address.channel == WEB, is_expired))
