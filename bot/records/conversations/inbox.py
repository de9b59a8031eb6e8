"""Messages as channels receive them: none is lost, and one sent twice is answered once."""

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
_JOINED = _OF_IT & (_TABLE.c.joined_to == bindparam("first")) & _TABLE.c.answered_at.is_(None)
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
_FAILED = update(_TABLE).where(_IS_IT).values(begun=0)
_ANSWERED = update(_TABLE).where(_IS_IT | _JOINED).returning(_TABLE.c.message_id)
_FORGET = delete(_TABLE).where(_IS_IT)
_SEPARATE = update(_TABLE).where(_JOINED)
_JOIN = update(_TABLE).where(_IS_IT)
_COUNT = select(func.count()).where(
    _OF_IT,
    _TABLE.c.received_at > bindparam("after"),
    _TABLE.c.received_at <= bindparam("now"),  # the clock may have been ahead, and put right
)
_COUNT_ON = _COUNT.where(_TABLE.c.channel == bindparam("on_channel"))
_COUNT_UNTIL = _COUNT.where(_TABLE.c.id <= bindparam("until"))


def get_or_add(
    session: Session,
    conversation_id: str,
    message_id: str,
    *,
    text: str | None = None,
    channel: str | None = None,
    address: str | None = None,
) -> InboundMessage:
    """Returns the row of a message, made at its first arrival; `answered_at` tells whether it was answered.

    Args:
        session: an open session.
        conversation_id: whose message it is.
        message_id: what tells it from the conversation's other messages, the same when it is sent again.
        text: what to hand over later; None when the channel hands it over itself.
        channel: name of the channel, when the answer is to be delivered.
        address: where the answer is to be delivered.
    """
    known = find(session, conversation_id, message_id)
    if known is None:
        add(session, conversation_id, message_id, text=text, channel=channel, address=address)
        known = find(session, conversation_id, message_id)
        assert known is not None
    return known


def add(session: Session, conversation_id: str, message_id: str, **columns: Any) -> None:
    """Makes the row of a message that `find` did not find.

    Args:
        session: an open session.
        conversation_id: whose message it is.
        message_id: the message.
        **columns: further columns of the row.

    Raises:
        IntegrityError: another process was faster; the message is found when it is handed over again.
    """
    session.execute(_ADD, {"conversation_id": conversation_id, "message_id": message_id, **columns})


def find(session: Session, conversation_id: str, message_id: str) -> InboundMessage | None:
    """Returns the row of a message that has arrived before, if it has."""
    return session.scalar(_FIND, {"of_conversation": conversation_id, "own": message_id})


def waiting(session: Session, channel: str) -> list[InboundMessage]:
    """Returns the messages of a channel that are not answered yet, oldest first."""
    return list(session.scalars(_WAITING_ON, {"on_channel": channel}))


def waiting_after(session: Session, row: InboundMessage) -> list[InboundMessage]:
    """Returns the messages that wait behind one to be delivered to the same place, oldest first."""
    rows = _WAITING.where(
        InboundMessage.conversation_id == row.conversation_id,
        InboundMessage.channel == row.channel,
        InboundMessage.address == row.address,
        InboundMessage.id > row.id,
    )
    return list(session.scalars(rows))


def merge(session: Session, conversation_id: str, first: str, others: Iterable[str]) -> None:
    """Remembers which messages are one answer with a message, and no others, before they are handed over together.

    Args:
        session: an open session.
        conversation_id: whose messages they are.
        first: id of the message under which they are taken.
        others: ids of the others.
    """
    session.execute(_SEPARATE, {"of_conversation": conversation_id, "first": first, "joined_to": None})
    for message_id in others:
        session.execute(_JOIN, {"of_conversation": conversation_id, "own": message_id, "joined_to": first})


def merged_ids(session: Session, conversation_id: str, message_id: str) -> list[str]:
    """Returns the ids of the messages that are one answer with a message, it among them, oldest first; none if it is unknown."""
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
    """Returns how many messages of a conversation wait to be answered."""
    waits = _OF_IT & _TABLE.c.answered_at.is_(None) & _TABLE.c.text.is_not(None)
    return session.scalar(select(func.count()).where(waits), {"of_conversation": conversation_id}) or 0


def replace_waiting(session: Session, conversation_id: str, message_id: str, text: str) -> bool:
    """Gives a message other words as long as nothing has read them; returns whether it was so."""
    row = find(session, conversation_id, message_id)
    if row is None or row.answered_at is not None or row.begun or row.joined_to is not None:
        return False
    row.text = text
    session.flush()
    return True


def release(session: Session, conversation_id: str, message_id: str) -> None:
    """Notes that handing a message over came to an end, and that it may be handed over again."""
    session.execute(_FAILED, {"of_conversation": conversation_id, "own": message_id})


def mark_answered(session: Session, conversation_id: str, message_id: str) -> None:
    """Marks a message and those joined to it as answered, and forgets their words and address.

    The answer is what the conversation holds (`transcripts.find_taken`) or what the outbox delivers.

    Args:
        session: an open session.
        conversation_id: whose message it is.
        message_id: the message.
    """
    now = clock.now()
    changes = {"answered_at": now, "text": None, "address": None, "receipt": None}
    which = {"of_conversation": conversation_id, "own": message_id, "first": message_id}
    if message_id not in session.scalars(_ANSWERED, {**which, **changes}).all():
        add(session, conversation_id, message_id, answered_at=now)


def remove(session: Session, conversation_id: str, message_id: str) -> None:
    """Deletes the row of a message."""
    session.execute(_FORGET, {"of_conversation": conversation_id, "own": message_id})


def purge_expired(session: Session) -> int:
    """Deletes the rows of what was answered `RETENTION_DAYS` ago, which no channel sends again; returns how many."""
    before = clock.now() - timedelta(days=RETENTION_DAYS)
    return affected_rows(session, delete(InboundMessage).where(InboundMessage.answered_at < before))


def reassign_waiting(session: Session, conversation_id: str, to: str) -> None:
    """Gives the messages of a conversation that are not answered yet to another; an id that is taken there is changed."""
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
    """Returns how many messages a conversation sent in the last seconds.

    Args:
        session: an open session.
        conversation_id: the conversation.
        seconds: how far back.
        until: counts up to this message and back from its arrival, instead of now.
        channel: counts those of this channel alone.
    """
    now = until.received_at if until else clock.now()
    of_it = {"of_conversation": conversation_id, "after": now - timedelta(seconds=seconds), "now": now}
    if channel is not None:
        return int(session.execute(_COUNT_ON, {**of_it, "on_channel": channel}).scalar_one())
    if until is None:
        return int(session.execute(_COUNT, of_it).scalar_one())
    return int(session.execute(_COUNT_UNTIL, {**of_it, "until": until.id}).scalar_one())
