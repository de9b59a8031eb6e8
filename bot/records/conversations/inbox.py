"""Transactional inbox: each received message is stored before it is answered, and answered once."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.models import InboundMessage, table_of
from bot.records.store.sql_helpers import affected_rows

MAX_ID_LENGTH = 80
RETENTION_DAYS = 30

_TABLE = table_of(InboundMessage)
_OF_IT = _TABLE.c.conversation_id == bindparam("of_conversation")
_IS_IT = _OF_IT & (_TABLE.c.message_id == bindparam("own"))
_MERGED = _OF_IT & (_TABLE.c.joined_to == bindparam("first")) & _TABLE.c.answered_at.is_(None)
_FIND = (
    select(InboundMessage)
    .where(
        InboundMessage.conversation_id == bindparam("of_conversation"), InboundMessage.message_id == bindparam("own")
    )
    .execution_options(populate_existing=True)
)
_WAITING = (
    select(InboundMessage)
    .where(InboundMessage.answered_at.is_(None), InboundMessage.text.is_not(None))
    .order_by(InboundMessage.id)
)
_WAITING_ON = _WAITING.where(InboundMessage.channel == bindparam("on_channel"))
_ADD = insert(_TABLE)
_RELEASE = update(_TABLE).where(_IS_IT).values(begun=0)
_MARK_ANSWERED = update(_TABLE).where(_IS_IT | _MERGED).returning(_TABLE.c.message_id)
_REMOVE = delete(_TABLE).where(_IS_IT)
_UNMERGE = update(_TABLE).where(_MERGED)
_MERGE = update(_TABLE).where(_IS_IT)
_COUNT = select(func.count()).where(
    _OF_IT,
    _TABLE.c.received_at > bindparam("after"),
    _TABLE.c.received_at <= bindparam("now"),  # the clock may have been ahead
)


def get_or_add(
    session: Session,
    conversation_id: str,
    message_id: str,
    *,
    text: str | None = None,
    channel: str | None = None,
    address: str | None = None,
) -> InboundMessage:
    """The row of a message, added on first arrival. `answered_at` is set once it was answered.

    Args:
        message_id: unique in the conversation, the same when the channel sends the message again.
        text: what Rasa gets later. None: the channel passes it on itself.
        channel: where the reply is delivered, at `address`.
    """
    row = find(session, conversation_id, message_id)
    if row is None:
        add(session, conversation_id, message_id, text=text, channel=channel, address=address)
        row = find(session, conversation_id, message_id)
        assert row is not None
    return row


def add(session: Session, conversation_id: str, message_id: str, **columns: Any) -> None:
    """Add the row of a new message.

    Raises:
        IntegrityError: another process was faster; the message is found when it is passed on again.
    """
    session.execute(_ADD, {"conversation_id": conversation_id, "message_id": message_id, **columns})


def find(session: Session, conversation_id: str, message_id: str) -> InboundMessage | None:
    """The row of a message."""
    return session.scalar(_FIND, {"of_conversation": conversation_id, "own": message_id})


def waiting(session: Session, channel: str) -> list[InboundMessage]:
    """Unanswered messages of a channel, oldest first."""
    return list(session.scalars(_WAITING_ON, {"on_channel": channel}))


def waiting_after(session: Session, row: InboundMessage) -> list[InboundMessage]:
    """Unanswered messages after this one whose replies go to the same address, oldest first."""
    rows = _WAITING.where(
        InboundMessage.conversation_id == row.conversation_id,
        InboundMessage.channel == row.channel,
        InboundMessage.address == row.address,
        InboundMessage.id > row.id,
    )
    return list(session.scalars(rows))


def merge(session: Session, conversation_id: str, first: str, others: Iterable[str]) -> None:
    """Mark messages as answered together with the first one, and no others, before they are passed on."""
    session.execute(_UNMERGE, {"of_conversation": conversation_id, "first": first, "joined_to": None})
    for message_id in others:
        session.execute(_MERGE, {"of_conversation": conversation_id, "own": message_id, "joined_to": first})


def merged_ids(session: Session, conversation_id: str, message_id: str) -> list[str]:
    """Ids of the messages answered together with this one, itself included, oldest first."""
    row = find(session, conversation_id, message_id)
    if row is None:
        return []
    first = row.joined_to or row.message_id
    of_it = or_(InboundMessage.message_id == first, InboundMessage.joined_to == first)
    return list(
        session.scalars(
            select(InboundMessage.message_id)
            .where(InboundMessage.conversation_id == conversation_id, of_it)
            .order_by(InboundMessage.id)
        )
    )


def count_waiting(session: Session, conversation_id: str) -> int:
    """Number of unanswered messages of a conversation."""
    waits = _OF_IT & _TABLE.c.answered_at.is_(None) & _TABLE.c.text.is_not(None)
    return session.scalar(select(func.count()).where(waits), {"of_conversation": conversation_id}) or 0


def replace_waiting(session: Session, conversation_id: str, message_id: str, text: str) -> bool:
    """Change the text of a message that has not been read yet. False if it is too late."""
    row = find(session, conversation_id, message_id)
    if row is None or row.answered_at is not None or row.begun or row.joined_to is not None:
        return False
    row.text = text
    session.flush()
    return True


def release(session: Session, conversation_id: str, message_id: str) -> None:
    """Allow a message to be passed on again after a failed attempt."""
    session.execute(_RELEASE, {"of_conversation": conversation_id, "own": message_id})


def mark_answered(session: Session, conversation_id: str, message_id: str) -> None:
    """Mark a message and those merged with it as answered, and delete their text and address.

    The reply is in the conversation (`transcripts.find_stored_turn`) or in the outbox.
    """
    now = clock.now()
    changes = {"answered_at": now, "text": None, "address": None, "receipt": None}
    which = {"of_conversation": conversation_id, "own": message_id, "first": message_id}
    if message_id not in session.scalars(_MARK_ANSWERED, {**which, **changes}).all():
        add(session, conversation_id, message_id, answered_at=now)


def remove(session: Session, conversation_id: str, message_id: str) -> None:
    """Delete the row of a message."""
    session.execute(_REMOVE, {"of_conversation": conversation_id, "own": message_id})


def purge_expired(session: Session) -> int:
    """Delete messages answered `RETENTION_DAYS` ago, which no channel sends again; returns how many."""
    before = clock.now() - timedelta(days=RETENTION_DAYS)
    return affected_rows(session, delete(InboundMessage).where(InboundMessage.answered_at < before))


def reassign_waiting(session: Session, conversation_id: str, to: str) -> None:
    """Move the unanswered messages of a conversation to another, renaming ids already used there."""
    rows = select(InboundMessage).where(
        InboundMessage.conversation_id == conversation_id, InboundMessage.answered_at.is_(None)
    )
    for row in session.scalars(rows).all():
        if find(session, to, row.message_id) is not None:
            row.message_id = f"{row.id}-{row.message_id}"[:MAX_ID_LENGTH]
        row.conversation_id, row.joined_to = to, None
    session.flush()


def count_recent(
    session: Session,
    conversation_id: str,
    seconds: int,
    *,
    until: InboundMessage | None = None,
    channel: str | None = None,
) -> int:
    """Number of messages in the last seconds, on one channel if given, back from the arrival of `until` or from now."""
    now = until.received_at if until else clock.now()
    values = {"of_conversation": conversation_id, "after": now - timedelta(seconds=seconds), "now": now}
    query = _COUNT
    if channel is not None:
        query = query.where(_TABLE.c.channel == channel)
    if until is not None:
        query = query.where(_TABLE.c.id <= until.id)
    return session.scalar(query, values) or 0
