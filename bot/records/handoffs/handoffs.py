"""Handoffs to the team: opened, closed, cancelled, reopened, moved to another conversation, deleted."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.accounts import webhooks
from bot.records.files import redaction
from bot.records.handoffs import response_times, subjects
from bot.records.models import Candidate, Conversation, HumanRequest
from bot.records.store import audit
from bot.records.store.sql_helpers import affected_rows
from bot.understanding.reading.directives import OBJECTION

ASKED = "asked"


def open_handoff(session: Session, conversation_id: str, *, channel: str | None, reason: str = ASKED) -> bool:
    """Open a handoff. False if one is already open: an objection then becomes its reason.

    Args:
        channel: the candidate's channel, if known.
        reason: `ASKED`, `not_understood` or `OBJECTION`.
    """
    if reason == OBJECTION:
        audit.record(session, actor="candidate", act="objected")
    if (waiting := subjects.find_open(session, conversation_id)) is not None:
        waiting.reason = reason if reason == OBJECTION else waiting.reason
        return False
    request = HumanRequest(conversation_id=conversation_id, channel=channel, reason=reason, created_at=clock.now())
    session.add(request)
    session.flush()
    response_times.count_asked(session, request)
    webhooks.request_created(session, request)
    audit.record(session, actor="candidate", act="asked_for_human")
    return True


def get(session: Session, request_id: int) -> HumanRequest:
    """The handoff with this id.

    Raises:
        LookupError: it does not exist.
    """
    request = session.get(HumanRequest, request_id)
    if request is None:
        raise LookupError("no such request")
    return request


def close(session: Session, request: HumanRequest, structure_id: str | None) -> None:
    """Close a handoff. Without the candidate's consent its words are erased."""
    request.handled_at = clock.now()
    record_reply(session, request, structure_id)
    _erase_without_consent(session, request)


def cancel(session: Session, conversation_id: str) -> HumanRequest | None:
    """Close the open handoff at the candidate's request, even during a takeover; None if there is none."""
    request = subjects.find_open(session, conversation_id)
    if request is None:
        return None
    request.called_off_at = request.handled_at = clock.now()
    request.reply_awaited_at = request.mail_due_at = None
    audit.record(session, actor="candidate", act="called_off_request", subject=f"request:{request.id}")
    _erase_without_consent(session, request)
    return request


def _erase_without_consent(session: Session, request: HumanRequest) -> None:
    """Erase the subject and the messages of a closed handoff if the candidate never consented."""
    if not redaction.has_consented(session, request.conversation_id):
        subjects.clear(request)
    redaction.redact_takeover(session, request.conversation_id)


def record_reply(session: Session, request: HumanRequest, structure_id: str | None) -> None:
    """Record the first reply to a handoff and the structure that gave it."""
    if request.answered_at is None:
        request.answered_at, request.answered_for = clock.now(), structure_id
        response_times.count_answered(session, request, request.answered_at)


def reopen(session: Session, request_id: int, *, actor: str) -> None:
    """Reopen a closed handoff, unless the candidate cancelled it or has another one open.

    Raises:
        LookupError: it does not exist.
    """
    request = get(session, request_id)
    if (
        request.handled_at is None
        or request.called_off_at is not None
        or subjects.find_open(session, request.conversation_id) is not None
    ):
        return
    request.handled_at = request.taken_at = request.taken_by = None
    if request.written_at is None:  # closed, not answered
        request.answered_at = request.answered_for = None
    audit.record(session, actor=actor, act="reopened_request", subject=f"request:{request_id}")


def move(session: Session, origin: str, target: str) -> None:
    """Move the open handoff to the conversation in which the candidate continues, unless that has one."""
    waiting = subjects.find_open(session, origin)
    if waiting is not None and subjects.find_open(session, target) is None:
        waiting.conversation_id = target
        session.flush()


def purge_ended(session: Session) -> int:
    """Delete closed handoffs without a conversation or dossier; returns how many."""
    before = clock.now() - timedelta(hours=redaction.NO_CONSENT_HOURS)
    is_orphaned = HumanRequest.conversation_id.not_in(select(Conversation.id)) & HumanRequest.conversation_id.not_in(
        select(Candidate.conversation_id)
    )
    return affected_rows(session, delete(HumanRequest).where(HumanRequest.handled_at < before, is_orphaned))
