"""Where people are reached: the addresses of a conversation on its channels."""

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import clock
from bot.records.models import Address, new_id


def conversation_at(session: Session, channel: str, address: str, *, conversation_id: str | None = None) -> str:
    """Returns the conversation of an address, made with a random id at first use; the address was used now.

    Args:
        session: an open session.
        channel: name of the channel.
        address: a chat, a room or a session of that channel.
        conversation_id: the conversation to name at first use, instead of a new one.
    """
    known = session.get(Address, (channel, address))
    if known is None:
        made = Address(channel=channel, address=address, conversation_id=conversation_id or new_id())
        try:
            with session.begin_nested():
                session.add(made)
            return made.conversation_id
        except IntegrityError:  # another process was faster
            known = session.get(Address, (channel, address))
            if known is None:
                raise
    known.last_used_at = clock.now()
    return known.conversation_id


def touch(session: Session, channel: str, address: str, conversation_id: str) -> bool:
    """Notes that an address was used now; returns whether it leads to this conversation."""
    is_it = (Address.channel == channel) & (Address.address == address) & (Address.conversation_id == conversation_id)
    return bool(session.execute(update(Address).where(is_it).values(last_used_at=clock.now())).rowcount)  # type: ignore[attr-defined]


def find(session: Session, channel: str, address: str) -> str | None:
    """Returns the conversation of an address, or None if nothing is known of it."""
    known = session.get(Address, (channel, address))
    return known.conversation_id if known else None


def address_of(session: Session, conversation_id: str) -> Address | None:
    """Returns the address that a conversation last used, if any."""
    return session.scalar(
        select(Address)
        .where(Address.conversation_id == conversation_id)
        .order_by(Address.last_used_at.desc(), Address.channel, Address.address)
        .limit(1)
    )


def move(session: Session, channel: str, address: str, conversation_id: str) -> None:
    """Points an address at another conversation."""
    conversation_at(session, channel, address, conversation_id=conversation_id)
    session.execute(
        update(Address)
        .where(Address.channel == channel, Address.address == address)
        .values(conversation_id=conversation_id, last_used_at=clock.now())
    )
