"""Messages as channels receive them: none is lost, and one sent twice is answered once."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot import clock
from bot.records.models import InboundMessage

LONGEST_ID = 80


def receive(
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
    return known or add(session, conversation_id, message_id, text=text, channel=channel, address=address)


def add(session: Session, conversation_id: str, message_id: str, **columns: str | None) -> InboundMessage:
    """Returns the row of a message that `find` did not find, made now.

    Raises:
        IntegrityError: another process was faster; the message is found when it is handed over again.
    """
    row = InboundMessage(conversation_id=conversation_id, message_id=message_id, **columns)
    session.add(row)
    session.flush()
    return row


def find(session: Session, conversation_id: str, message_id: str) -> InboundMessage | None:
    """Returns the row of a message that has arrived before, if it has."""
    return session.scalar(
        select(InboundMessage).where(
            InboundMessage.conversation_id == conversation_id, InboundMessage.message_id == message_id
        )
    )


def waiting(session: Session, channel: str) -> list[InboundMessage]:
    """Returns the messages of a channel that are not answered yet, oldest first."""
    return list(
        session.scalars(
            select(InboundMessage)
            .where(
                InboundMessage.channel == channel,
                InboundMessage.answered_at.is_(None),
                InboundMessage.text.is_not(None),
            )
            .order_by(InboundMessage.id)
        )
    )


def behind(session: Session, row: InboundMessage) -> list[InboundMessage]:
    """Returns the messages that wait behind one to be delivered to the same place, oldest first."""
    rows = select(InboundMessage).where(
        InboundMessage.conversation_id == row.conversation_id,
        InboundMessage.channel == row.channel,
        InboundMessage.address == row.address,
        InboundMessage.id > row.id,
        InboundMessage.answered_at.is_(None),
        InboundMessage.text.is_not(None),
    )
    return list(session.scalars(rows.order_by(InboundMessage.id)))


def join(session: Session, first: InboundMessage, others: Sequence[InboundMessage]) -> None:
    """Remembers which messages are one answer with a message, and no others, before they are handed over together."""
    for row in (*_joined(session, first), *others):
        row.joined_to = first.message_id if row in others else None
    session.flush()


def _joined(session: Session, first: InboundMessage) -> list[InboundMessage]:
    rows = select(InboundMessage).where(
        InboundMessage.conversation_id == first.conversation_id,
        InboundMessage.joined_to == first.message_id,
        InboundMessage.answered_at.is_(None),
    )
    return list(session.scalars(rows))


def answered(session: Session, conversation_id: str, message_id: str) -> None:
    """Marks a message and those joined to it as answered, and forgets their words and address.

    The answer is what the conversation holds (`conversations.find_taken`) or what the outbox delivers.

    Args:
        session: an open session.
        conversation_id: whose message it is.
        message_id: the message.
    """
    changes = {"answered_at": clock.now(), "text": None, "address": None, "receipt": None}
    of_it = InboundMessage.conversation_id == conversation_id
    is_joined = (InboundMessage.joined_to == message_id) & InboundMessage.answered_at.is_(None)
    session.execute(update(InboundMessage).where(of_it, is_joined).values(changes))
    own = update(InboundMessage).where(of_it, InboundMessage.message_id == message_id).values(changes)
    if not session.execute(own).rowcount:  # type: ignore[attr-defined]
        receive(session, conversation_id, message_id).answered_at = clock.now()


def forget(session: Session, conversation_id: str, message_id: str) -> None:
    """Deletes the row of a message."""
    row = find(session, conversation_id, message_id)
    if row is not None:
        session.delete(row)


def move_waiting(session: Session, conversation_id: str, to: str) -> None:
    """Gives the messages of a conversation that are not answered yet to another; an id that is taken there is changed."""
    rows = select(InboundMessage).where(
        InboundMessage.conversation_id == conversation_id, InboundMessage.answered_at.is_(None)
    )
    for row in session.scalars(rows).all():
        if find(session, to, row.message_id) is not None:
            row.message_id = f"{row.id}-{row.message_id}"[:LONGEST_ID]
        row.conversation_id, row.joined_to = to, None
    session.flush()


def count_recent(session: Session, conversation_id: str, seconds: int, *, until: InboundMessage | None = None) -> int:
    """Returns how many messages a conversation sent in the last seconds.

    Args:
        session: an open session.
        conversation_id: the conversation.
        seconds: how far back.
        until: counts up to this message and back from its arrival, instead of now.
    """
    now = until.received_at if until else clock.now()
    query = select(func.count()).where(
        InboundMessage.conversation_id == conversation_id,
        InboundMessage.received_at > now - timedelta(seconds=seconds),
        InboundMessage.received_at <= now,  # the clock may have been ahead, and put right
    )
    if until is not None:
        query = query.where(InboundMessage.id <= until.id)
    return session.scalar(query) or 0
