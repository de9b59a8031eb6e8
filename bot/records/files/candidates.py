"""Registrations: opened at consent, filled field by field, confirmed, erased."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.registration import DECLINED, FIELDS
from bot.base.settings import settings
from bot.content.sentences import sentence
from bot.records.accounts import webhooks
from bot.records.conversations import addresses, inbox, outbox, reply_notifications, resume_codes
from bot.records.desk import directory
from bot.records.files import erasure_log
from bot.records.files.redaction import delete_dossier, redact_field
from bot.records.models import Candidate, Conversation, new_conversation_id, new_id
from bot.records.store import audit, daily_counts

_FIND = select(Candidate).where(Candidate.conversation_id == bindparam("of_conversation"))


def _retention() -> timedelta:
    return timedelta(days=round(settings().retention_months * 30.4))


def expiry() -> datetime:
    """End of the retention period for a contact made now."""
    return clock.now() + _retention()


def find(session: Session, conversation_id: str) -> Candidate | None:
    """The candidate registered in a conversation."""
    return session.scalar(_FIND, {"of_conversation": conversation_id})


def get(session: Session, conversation_id: str) -> Candidate:
    """The candidate registered in a conversation.

    Raises:
        LookupError: no registration is open in it.
    """
    candidate = find(session, conversation_id)
    if candidate is None:
        raise LookupError("no registration is open in this conversation")
    return candidate


def find_by_email(session: Session, email: str) -> list[Candidate]:
    """Candidates with this e-mail address, case ignored, newest first. The address may be unverified."""
    is_theirs = Candidate.email_key == email.strip().lower()
    return list(session.scalars(select(Candidate).where(is_theirs).order_by(Candidate.created_at.desc())))


def open_registration(
    session: Session, conversation_id: str, *, channel: str | None, notice_version: str, notice_hash: str | None = None
) -> Candidate:
    """Create the dossier of a candidate who has just consented, or return the existing one.

    Args:
        channel: where the candidate consented.
        notice_hash: of the notice's text (`bot.content.legal_texts.notice_hash`).
    """
    candidate = find(session, conversation_id)
    if candidate is None:
        candidate = Candidate(
            conversation_id=conversation_id,
            channel=channel,
            notice_version=notice_version,
            notice_hash=notice_hash,
            consented_at=clock.now(),
            declined=[],
            expires_at=expiry(),
        )
        session.add(candidate)
        session.flush()
        audit.record(session, actor="candidate", act="consented", subject=candidate.id)
    return candidate


def set_field(session: Session, conversation_id: str, field: str, value: Any) -> Any:
    """Save a field of the registration, or None if the candidate declined it; returns the previous value.

    A new e-mail address ends the opt-in, the resume link and the verification of the previous one.

    Raises:
        LookupError: no registration is open in this conversation.
        ValueError: there is no such field.
    """
    candidate = get(session, conversation_id)
    if field not in FIELDS:
        raise ValueError(f"unknown field {field}")
    before = getattr(candidate, field)
    _assign(candidate, field, value)
    if field == "email" and before not in {None, value}:
        _leave_address(session, candidate)
    candidate.expires_at = expiry()
    if field in directory.INDEXED_FIELDS:
        directory.index_words(session, candidate)
    webhooks.candidate_changed(session, candidate)
    if value is None and before is not None:
        audit.record(session, actor="candidate", act="removed_field", subject=f"{candidate.id}/{field}")
    return before


def replay_removed_fields(session: Session, candidate: Candidate, fields: Mapping[str, Any]) -> None:
    """Remove fields from a restored dossier and its conversation again.

    Args:
        fields: current value by name; None for a field without a new value.
    """
    slots: dict[str, Any] = {"choices": None}  # one of them may restore a field
    for field, value in fields.items():
        before = getattr(candidate, field)
        if before is not None and before != value:
            redact_field(session, candidate.conversation_id, field, before)
            if field == "email":
                _leave_address(session, candidate)
        _assign(candidate, field, value)
        slots[field] = DECLINED if value is None else value
    directory.index_words(session, candidate)
    webhooks.candidate_changed(session, candidate)
    conversation = session.get(Conversation, candidate.conversation_id)
    if conversation is not None and conversation.state is not None:
        conversation.state = {**conversation.state, "slots": conversation.slots | slots}


def _assign(candidate: Candidate, field: str, value: Any) -> None:
    setattr(candidate, field, value)
    candidate.declined = [name for name in candidate.declined if name != field] + ([field] if value is None else [])


def _leave_address(session: Session, candidate: Candidate) -> None:
    """End the verification, resume links and opt-in of the previous e-mail address."""
    candidate.email_proved_at = None
    resume_codes.revoke(session, candidate.conversation_id, mailed=True)
    reply_notifications.opt_out(session, candidate.conversation_id)


def confirm(session: Session, conversation_id: str) -> None:
    """Mark the registration as confirmed by the candidate."""
    candidate = find(session, conversation_id)
    if candidate is not None and candidate.confirmed_at is None:
        candidate.confirmed_at = clock.now()
        audit.record(session, actor="candidate", act="confirmed", subject=candidate.id)
        webhooks.candidate_registered(session, candidate)


def erase(session: Session, conversation_id: str, *, actor: str = "candidate", message_id: str | None = None) -> str:
    """Erase everything about a candidate; returns a receipt number.

    Deletes registration, notes with versions, events, channel messages and addresses, codes, reminders and handoffs.
    The audit log keeps only the receipt, the erasure log what a restored backup needs to erase again.
    `bot.records.files.erasure` also verifies that nothing is left.

    Args:
        message_id: the candidate's message that requests the erasure. Its channel alone keeps its unanswered messages,
            and the receipt is the reply if the turn is interrupted.
    """
    erasure_log.record(session, conversation_id)
    receipt = f"EFF-{clock.today():%Y%m%d}-{new_id()[:8].upper()}"
    asking = inbox.find(session, conversation_id, message_id) if message_id else None
    if asking is not None:
        asking.receipt = sentence("erasure.receipt", receipt=receipt)
    if actor != "purge":  # requested, not expired
        conversation = session.get(Conversation, conversation_id)
        daily_counts.add(session, clock.today(), conversation.channel if conversation else None, [daily_counts.ERASED])
    elsewhere = addresses.other_addresses(
        session, conversation_id, asking.channel if asking else None, asking.address if asking else None
    )
    for row in elsewhere:
        session.expunge(row)
    delete_dossier(session, conversation_id, asking=asking)
    if actor != "purge":
        outbox.notify_elsewhere(session, elsewhere, new_conversation_id(), sentence("erasure.elsewhere"))
    audit.record(session, actor=actor, act="erased", subject=receipt)
    return receipt


def erase_expired(session: Session) -> int:
    """Erase every dossier past its retention period; returns how many.

    A date beyond what the period allows today was set before it was shortened: it moves to that of the last change.
    """
    for candidate in session.scalars(select(Candidate).where(Candidate.expires_at > expiry())):
        last_change = max(candidate.changed_at, candidate.consented_at)
        candidate.expires_at = min(candidate.expires_at, last_change + _retention())
    session.flush()
    expired = session.scalars(select(Candidate.conversation_id).where(Candidate.expires_at < clock.now())).all()
    for conversation_id in expired:
        erase(session, conversation_id, actor="purge")
    return len(expired)
