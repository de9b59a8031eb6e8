"""Whether choices that were delivered are still those of the question being asked."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.records.conversations.event_rows import USER_MESSAGE
from bot.records.models import ConversationEvent, InboundMessage, OutboundMessage


def is_current(session: Session, conversation_id: str, outbound_id: int) -> bool:
    """Whether a delivered message belongs to the latest reply, so that its choices still count.

    Messages answered only by a notice (a photo, an edit) do not count: the question is still pending.

    Args:
        conversation_id: of the user who chooses.
    """
    offered = session.get(OutboundMessage, outbound_id)
    if offered is None or offered.conversation_id != conversation_id:
        return False
    is_waiting = select(InboundMessage.id).where(
        InboundMessage.conversation_id == conversation_id,
        InboundMessage.answered_at.is_(None),
        InboundMessage.text.is_not(None),
    )
    if session.scalar(is_waiting.limit(1)) is not None:
        return False
    answered_at = session.scalar(
        select(InboundMessage.answered_at)
        .join(
            ConversationEvent,
            (ConversationEvent.conversation_id == InboundMessage.conversation_id)
            & (ConversationEvent.message_id == InboundMessage.message_id),
        )
        .where(ConversationEvent.conversation_id == conversation_id, ConversationEvent.type_name == USER_MESSAGE)
        .order_by(ConversationEvent.id.desc())
        .limit(1)
    )
    return answered_at is None or offered.created_at >= answered_at
