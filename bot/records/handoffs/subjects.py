"""The subject of a handoff: the candidate's own words, asked for once, replaced and withdrawn at will."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.notes.masking import masking
from bot.records.files.notes import Rows
from bot.records.files.redaction import redact_words
from bot.records.models import HumanRequest
from bot.records.store import audit


def find_open(session: Session, conversation_id: str) -> HumanRequest | None:
    """The open handoff of a conversation."""
    of_it = HumanRequest.conversation_id == conversation_id
    return session.scalar(select(HumanRequest).where(of_it, HumanRequest.handled_at.is_(None)).limit(1))


def list_for_conversation(session: Session, conversation_id: str) -> list[HumanRequest]:
    """All handoffs of a conversation, oldest first."""
    made = select(HumanRequest).where(HumanRequest.conversation_id == conversation_id)
    return list(session.scalars(made.order_by(HumanRequest.created_at, HumanRequest.id)))


def visible_text(request: HumanRequest) -> str | None:
    """The subject with masks applied; None without one."""
    return None if request.topic is None else masking.apply_masks(request.topic, request.topic_masks or [])


def claim_asking(session: Session, conversation_id: str) -> bool:
    """Whether the bot should ask for the subject; True once for each open handoff without a subject."""
    request = find_open(session, conversation_id)
    if request is None or request.topic is not None or request.topic_asked_at is not None:
        return False
    request.topic_asked_at = clock.now()
    return True


def save(session: Session, conversation_id: str, text: str, masks: Rows) -> HumanRequest | None:
    """Set the subject of the open handoff, erasing the previous one; None if no handoff is open.

    Args:
        text: verbatim.
        masks: spans to hide.
    """
    request = find_open(session, conversation_id)
    if request is None:
        return None
    if text != request.topic:
        _redact_words(session, request)
    request.topic, request.topic_masks = text, masks
    audit.record(session, actor="candidate", act="told_topic", subject=f"request:{request.id}")
    return request


def withdraw(session: Session, conversation_id: str) -> int:
    """Erase all subjects of a conversation, also in its messages; returns how many. Open handoffs stay open."""
    with_subject = select(HumanRequest).where(
        HumanRequest.conversation_id == conversation_id, HumanRequest.topic.is_not(None)
    )
    requests = session.scalars(with_subject).all()
    for request in requests:
        _redact_words(session, request)
        clear(request)
        audit.record(session, actor="candidate", act="withdrew_topic", subject=f"request:{request.id}")
    return len(requests)


def _redact_words(session: Session, request: HumanRequest) -> None:
    """Erase the words of the current subject from the conversation."""
    words = [text for text in (request.topic, visible_text(request)) if text]
    redact_words(session, request.conversation_id, words)


def clear(request: HumanRequest) -> None:
    """Erase the subject; that it was asked for stays."""
    request.topic, request.topic_masks = None, None
