"""Replies to the team once a conversation is handed back: passed on, taken back, or over when the person goes on with the bot."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.conversations.event_rows import ASIDE, HELD, PERSON
from bot.records.conversations.takeover_messages import is_question
from bot.records.files import redaction
from bot.records.models import Conversation, ConversationEvent, HumanRequest
from bot.records.store import audit


def find_awaiting(session: Session, conversation_id: str) -> HumanRequest | None:
    """Returns the request whose answer the person may reply to, None where what they write is the bot's."""
    of_it = HumanRequest.conversation_id == conversation_id
    return session.scalar(select(HumanRequest).where(of_it, HumanRequest.reply_awaited_at.is_not(None)).limit(1))


def reopen(session: Session, request: HumanRequest) -> None:
    """Lets a request wait again: the person has replied."""
    if request.handled_at is None:
        return
    request.handled_at = request.taken_at = request.taken_by = None
    request.reopened_at = clock.now()
    audit.record(session, actor="candidate", act="reopened_request", subject=f"request:{request.id}")
    session.flush()


def team_asked_question(session: Session, conversation_id: str) -> bool:
    """Returns whether what the team wrote last asks something: then thanks may be a reply too."""
    written = select(ConversationEvent).where(
        ConversationEvent.conversation_id == conversation_id, ConversationEvent.mark == PERSON
    )
    last = session.scalar(written.order_by(ConversationEvent.id.desc()).limit(1))
    return last is not None and is_question(last.data["text"])


def has_replied(session: Session, request: HumanRequest) -> bool:
    """Returns whether the person has replied to the answer of the team already."""
    return bool(_since(session, request))


def stop_awaiting(session: Session, request: HumanRequest) -> None:
    """Lets what the person writes be the bot's again; a request that waits goes on waiting."""
    request.reply_awaited_at = None
    session.flush()


def retract_last(session: Session, request: HumanRequest) -> str | None:
    """Takes the last reply back from the team, which it was not for; returns its words, None where there are none.

    A request that nothing else has opened again is closed as it was.
    """
    replies = _since(session, request)
    if not replies:
        return None
    *earlier, last = replies
    words: str = last.data["text"]
    last.mark = ASIDE
    conversation = session.get(Conversation, request.conversation_id)
    if conversation is None or not conversation.consented:
        last.data = {**last.data, "text": ""}
    request.reply_awaited_at = None
    if not earlier and request.reopened_at is not None:
        request.handled_at, request.reopened_at = clock.now(), None
        audit.record(session, actor="candidate", act="took_reply_back", subject=f"request:{request.id}")
        redaction.redact_takeover(session, request.conversation_id)
    session.flush()
    return words or None


def _since(session: Session, request: HumanRequest) -> Sequence[ConversationEvent]:
    """Returns the replies of the person since the answer of the team, in order."""
    if request.reply_awaited_at is None:
        return ()
    passed_on = select(ConversationEvent).where(
        ConversationEvent.conversation_id == request.conversation_id,
        ConversationEvent.mark == HELD,
        ConversationEvent.timestamp >= request.reply_awaited_at.timestamp(),
    )
    return session.scalars(passed_on.order_by(ConversationEvent.id)).all()
