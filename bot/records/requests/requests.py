"""Requests to speak with a person: made, closed, opened again, moved with who made them, and forgotten."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.accounts import webhooks
from bot.records.files import forgetting
from bot.records.models import Candidate, Conversation, HumanRequest
from bot.records.requests import topics, waits
from bot.records.store import audit
from bot.records.store.sql_helpers import affected_rows
from bot.understanding.reading.directives import OBJECTION

ASKED = "asked"


def file_request(session: Session, conversation_id: str, *, channel: str | None, reason: str = ASKED) -> bool:
    """Files a request and returns True, or returns False when one is already waiting: an objection is then the reason of that.

    Args:
        session: an open session.
        conversation_id: whose conversation.
        channel: where the person is, if known.
        reason: `ASKED`, `not_understood` or `OBJECTION`.
    """
    if reason == OBJECTION:
        audit.record(session, actor="candidate", act="objected")
    if (waiting := topics.waiting(session, conversation_id)) is not None:
        waiting.reason = reason if reason == OBJECTION else waiting.reason
        return False
    request = HumanRequest(conversation_id=conversation_id, channel=channel, reason=reason, created_at=clock.now())
    session.add(request)
    session.flush()
    waits.count_asked(session, request)
    webhooks.request_created(session, request)
    audit.record(session, actor="candidate", act="asked_for_human")
    return True


def get(session: Session, request_id: int) -> HumanRequest:
    """Returns a request.

    Raises:
        LookupError: there is no such request.
    """
    request = session.get(HumanRequest, request_id)
    if request is None:
        raise LookupError("no such request")
    return request


def close(session: Session, request: HumanRequest, structure_id: str | None) -> None:
    """Ends a request; of who never agreed, no words stay with it."""
    request.handled_at = clock.now()
    note_answer(session, request, structure_id)
    _forget_unagreed(session, request)


def call_off(session: Session, conversation_id: str) -> HumanRequest | None:
    """Ends the request that waits at the wish of who made it, also where somebody of the team holds the conversation.

    Returns:
        The request; None when none waits.
    """
    request = topics.waiting(session, conversation_id)
    if request is None:
        return None
    request.called_off_at = request.handled_at = clock.now()
    request.reply_awaited_at = request.mail_due_at = None
    audit.record(session, actor="candidate", act="called_off_request", subject=f"request:{request.id}")
    _forget_unagreed(session, request)
    return request


def _forget_unagreed(session: Session, request: HumanRequest) -> None:
    """Forgets what an ended request is about, and the exchange, of somebody who never agreed."""
    conversation = session.get(Conversation, request.conversation_id)
    if conversation is None or not conversation.consented:
        topics.forget(request)
    forgetting.forget_held(session, request.conversation_id)


def note_answer(session: Session, request: HumanRequest, structure_id: str | None) -> None:
    """Notes when a request was first answered by somebody, and for which structure."""
    if request.answered_at is None:
        request.answered_at, request.answered_for = clock.now(), structure_id
        waits.count_answered(session, request, request.answered_at)


def reopen(session: Session, request_id: int, *, actor: str) -> None:
    """Puts a handled request back among those that wait, unless its person called it off, or has another one there.

    Raises:
        LookupError: there is no such request.
    """
    request = get(session, request_id)
    if (
        request.handled_at is None
        or request.called_off_at is not None
        or topics.waiting(session, request.conversation_id) is not None
    ):
        return
    request.handled_at = request.taken_at = request.taken_by = None
    if request.written_at is None:  # closed, not answered
        request.answered_at = request.answered_for = None
    audit.record(session, actor=actor, act="reopened_request", subject=f"request:{request_id}")


def move(session: Session, origin: str, target: str) -> None:
    """Moves what waits for a person of the team to the conversation in which somebody goes on, unless one waits there."""
    waiting = topics.waiting(session, origin)
    if waiting is not None and topics.waiting(session, target) is None:
        waiting.conversation_id = target
        session.flush()


def forget_ended(session: Session) -> int:
    """Deletes ended requests of which nothing else is kept, neither a conversation nor a file; returns how many."""
    before = clock.now() - timedelta(hours=forgetting.UNAGREED_HOURS)
    is_of_nobody = HumanRequest.conversation_id.not_in(select(Conversation.id)) & HumanRequest.conversation_id.not_in(
        select(Candidate.conversation_id)
    )
    return affected_rows(session, delete(HumanRequest).where(HumanRequest.handled_at < before, is_of_nobody))
