"""Messages as channels receive them: one sent twice is answered once."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import clock
from bot.records.models import InboundMessage


def receive(session: Session, conversation_id: str, message_id: str) -> InboundMessage:
    """Returns the row of a message, made at its first arrival; `answered_at` tells whether it was answered."""
    known = _find(session, conversation_id, message_id)
    if known is not None:
        return known
    try:
        with session.begin_nested():
            row = InboundMessage(conversation_id=conversation_id, message_id=message_id)
            session.add(row)
        return row
    except IntegrityError:  # another process was faster
        row_or_none = _find(session, conversation_id, message_id)
        if row_or_none is None:
            raise
        return row_or_none


def _find(session: Session, conversation_id: str, message_id: str) -> InboundMessage | None:
    return session.scalar(
        select(InboundMessage).where(
            InboundMessage.conversation_id == conversation_id, InboundMessage.message_id == message_id
        )
    )


def is_known(session: Session, conversation_id: str, message_id: str) -> bool:
    """Returns whether a message has arrived before."""
    return _find(session, conversation_id, message_id) is not None


def answered(session: Session, conversation_id: str, message_id: str, answer: list[dict[str, Any]]) -> None:
    """Remembers what was answered to a message."""
    row = receive(session, conversation_id, message_id)
    row.answered_at, row.answer = clock.now(), answer


def count_recent(session: Session, conversation_id: str, seconds: int) -> int:
    """Returns how many messages a conversation sent in the last seconds."""
    since = clock.now() - timedelta(seconds=seconds)
    query = select(func.count()).where(
        InboundMessage.conversation_id == conversation_id, InboundMessage.received_at > since
    )
    return session.scalar(query) or 0
