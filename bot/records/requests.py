"""Requests to speak with a person."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import clock
from bot.records import audit
from bot.records.models import HumanRequest


def file_request(session: Session, conversation_id: str, *, channel: str | None, reason: str = "asked") -> bool:
    """Files a request and returns True, or returns False when one is already waiting.

    Args:
        session: an open session.
        conversation_id: whose conversation.
        channel: where the person is, if known.
        reason: `asked`, `distress` or `not_understood`.
    """
    waiting = session.scalar(
        select(HumanRequest).where(HumanRequest.conversation_id == conversation_id, HumanRequest.handled_at.is_(None))
    )
    if waiting is not None:
        return False
    session.add(HumanRequest(conversation_id=conversation_id, channel=channel, reason=reason))
    audit.record(session, actor="candidate", act="asked_for_human")
    return True


def mark_handled(session: Session, request_id: int, *, actor: str) -> None:
    """Marks a request as handled, once.

    Raises:
        LookupError: there is no such request.
    """
    request = session.get(HumanRequest, request_id)
    if request is None:
        raise LookupError("no such request")
    if request.handled_at is None:
        request.handled_at = clock.now()
        audit.record(session, actor=actor, act="handled_request", subject=f"request:{request_id}")
