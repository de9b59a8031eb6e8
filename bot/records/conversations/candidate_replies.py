"""Candidates' replies to the team after a takeover: forwarded, retracted, or ended when they go on with the bot."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.conversations.event_rows import ASIDE, HELD, PERSON
from bot.records.conversations.takeover_messages import is_question
from bot.records.files import redaction
from bot.records.models import ConversationEvent, HumanRequest
from bot.records.store import audit


def find_awaiting(session: Session, conversation_id: str) -> HumanRequest | None:
    """The handoff to whose reply the candidate may respond. None: messages go to the bot."""
    of_it = HumanRequest.conversation_id == conversation_id
    return session.scalar(select(HumanRequest).where(of_it, HumanRequest.reply_awaited_at.is_not(None)).limit(1))


def reopen(session: Session, request: HumanRequest) -> None:
    """Put a closed handoff back into the queue: the candidate has replied."""
    if request.handled_at is None:
        return
    request.handled_at = request.taken_at = request.taken_by = None
    request.reopened_at = clock.now()
    audit.record(session, actor="candidate", act="reopened_request", subject=f"request:{request.id}")
    session.flush()


def team_asked_question(session: Session, conversation_id: str) -> bool:
    """Whether the team's last message asks something, so that even thanks may be a reply."""
    written = select(ConversationEvent).where(
        ConversationEvent.conversation_id == conversation_id, ConversationEvent.mark == PERSON
    )
    last = session.scalar(written.order_by(ConversationEvent.id.desc()).limit(1))
    return last is not None and is_question(last.data["text"])


def has_replied(session: Session, request: HumanRequest) -> bool:
    """Whether the candidate has replied to the team already."""
    return bool(_replies(session, request))


def stop_awaiting(session: Session, request: HumanRequest) -> None:
    """Send the candidate's messages to the bot again; an open handoff stays open."""
    request.reply_awaited_at = None
    session.flush()


def retract_last(session: Session, request: HumanRequest) -> str | None:
    """Take back the last reply, which was meant for the bot; returns its text.

    The handoff is closed again if only this reply reopened it.
    """
    replies = _replies(session, request)
    if not replies:
        return None
    *earlier, last = replies
    words: str = last.data["text"]
    last.mark = ASIDE
    if not redaction.has_consented(session, request.conversation_id):
        last.data = {**last.data, "text": ""}
    request.reply_awaited_at = None
    if not earlier and request.reopened_at is not None:
        request.handled_at, request.reopened_at = clock.now(), None
        audit.record(session, actor="candidate", act="took_reply_back", subject=f"request:{request.id}")
        redaction.redact_takeover(session, request.conversation_id)
    session.flush()
    return words or None


def _replies(session: Session, request: HumanRequest) -> Sequence[ConversationEvent]:
    """The candidate's replies since the team's message, in order."""
    if request.reply_awaited_at is None:
        return ()
    passed_on = select(ConversationEvent).where(
        ConversationEvent.conversation_id == request.conversation_id,
        ConversationEvent.mark == HELD,
        ConversationEvent.timestamp >= request.reply_awaited_at.timestamp(),
    )
    return session.scalars(passed_on.order_by(ConversationEvent.id)).all()
