"""What a request for a person is about: the words of who made it, asked for once, changed and taken back as they like."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.notes.masking import masking
from bot.records.files.forgetting import forget_words
from bot.records.files.notes import Rows
from bot.records.models import HumanRequest
from bot.records.store import audit


def waiting(session: Session, conversation_id: str) -> HumanRequest | None:
    """Returns the request of a conversation that nobody has closed, if there is one."""
    of_it = HumanRequest.conversation_id == conversation_id
    return session.scalar(select(HumanRequest).where(of_it, HumanRequest.handled_at.is_(None)).limit(1))


def of_conversation(session: Session, conversation_id: str) -> list[HumanRequest]:
    """Returns the requests of a conversation, oldest first, closed ones included."""
    made = select(HumanRequest).where(HumanRequest.conversation_id == conversation_id)
    return list(session.scalars(made.order_by(HumanRequest.created_at, HumanRequest.id)))


def shown(request: HumanRequest) -> str | None:
    """Returns the topic as its author and others read it, masks laid over; None without one."""
    return None if request.topic is None else masking.hide(request.topic, request.topic_masks or [])


def may_ask(session: Session, conversation_id: str) -> bool:
    """Returns whether what a request is about may be asked, and notes that it is: once, and of somebody who waits."""
    request = waiting(session, conversation_id)
    if request is None or request.topic is not None or request.topic_asked_at is not None:
        return False
    request.topic_asked_at = clock.now()
    return True


def keep(session: Session, conversation_id: str, text: str, masks: Rows) -> HumanRequest | None:
    """Keeps what the waiting request is about, in the place of what was said of it before; returns it, None when nobody waits.

    Args:
        session: an open session.
        conversation_id: whose.
        text: verbatim.
        masks: what of it is not shown.
    """
    request = waiting(session, conversation_id)
    if request is None:
        return None
    if text != request.topic:
        _forget_said(session, request)
    request.topic, request.topic_masks = text, masks
    audit.record(session, actor="candidate", act="told_topic", subject=f"request:{request.id}")
    return request


def withdraw(session: Session, conversation_id: str) -> int:
    """Takes all topics of a conversation back, here and in what was said; returns how many.

    Requests that wait go on waiting.
    """
    told = select(HumanRequest).where(HumanRequest.conversation_id == conversation_id, HumanRequest.topic.is_not(None))
    requests = session.scalars(told).all()
    for request in requests:
        _forget_said(session, request)
        forget(request)
        audit.record(session, actor="candidate", act="withdrew_topic", subject=f"request:{request.id}")
    return len(requests)


def _forget_said(session: Session, request: HumanRequest) -> None:
    """Forgets in the conversation the words of a topic that goes."""
    words = [text for text in (request.topic, shown(request)) if text]
    forget_words(session, request.conversation_id, words)


def forget(request: HumanRequest) -> None:
    """Forgets what a request is about; that it was asked stays."""
    request.topic, request.topic_masks = None, None
