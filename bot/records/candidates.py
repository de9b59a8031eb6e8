"""Registrations: opened at consent, filled field by field, confirmed, erased."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import clock, settings
from bot.records import audit
from bot.records.conversations import delete_conversation
from bot.records.models import Candidate, new_id

FIELDS = ("last_name", "first_name", "town", "mobility", "availability", "email", "phone")
OPTIONAL_FIELDS = ("email", "phone")


def expiry() -> datetime:
    """Returns until when data may be kept after a contact that happens now."""
    return clock.now() + timedelta(days=round(settings.retention_months() * 30.4))


def find(session: Session, conversation_id: str) -> Candidate | None:
    """Returns the candidate of a conversation, if registered."""
    return session.scalar(select(Candidate).where(Candidate.conversation_id == conversation_id))


def open_registration(session: Session, conversation_id: str, *, channel: str | None, notice_version: str) -> Candidate:
    """Opens the file of a person who has just agreed, or returns the one already open."""
    candidate = find(session, conversation_id)
    if candidate is None:
        candidate = Candidate(
            conversation_id=conversation_id,
            channel=channel,
            notice_version=notice_version,
            consented_at=clock.now(),
            declined=[],
            expires_at=expiry(),
        )
        session.add(candidate)
        session.flush()
        audit.record(session, actor="candidate", act="consented", subject=candidate.id)
    return candidate


def set_field(session: Session, conversation_id: str, field: str, value: Any, *, declined: bool = False) -> None:
    """Stores one field of the registration, or that the person chose not to give it.

    Raises:
        LookupError: nobody is registered in this conversation.
    """
    candidate = find(session, conversation_id)
    if candidate is None:
        raise LookupError("no registration is open in this conversation")
    if field not in FIELDS:
        raise ValueError(f"unknown field {field}")
    setattr(candidate, field, None if declined else value)
    candidate.declined = [name for name in candidate.declined if name != field] + ([field] if declined else [])
    candidate.expires_at = expiry()


def confirm(session: Session, conversation_id: str) -> None:
    """Marks the registration as confirmed by its author."""
    candidate = find(session, conversation_id)
    if candidate is not None and candidate.confirmed_at is None:
        candidate.confirmed_at = clock.now()
        audit.record(session, actor="candidate", act="confirmed", subject=candidate.id)


def erase(session: Session, conversation_id: str, *, actor: str = "candidate") -> str:
    """Erases everything about the person of a conversation and returns a receipt number.

    Registration, notes and their versions, conversation events, channel messages, requests. The audit log keeps the
    receipt alone.
    """
    candidate = find(session, conversation_id)
    if candidate is not None:
        session.delete(candidate)
        session.flush()
    delete_conversation(session, conversation_id)
    receipt = f"EFF-{clock.today():%Y%m%d}-{new_id()[:8].upper()}"
    audit.record(session, actor=actor, act="erased", subject=receipt)
    return receipt


def erase_expired(session: Session) -> int:
    """Erases every file whose time is over and returns how many."""
    expired = session.scalars(select(Candidate.conversation_id).where(Candidate.expires_at < clock.now())).all()
    for conversation_id in expired:
        erase(session, conversation_id, actor="purge")
    return len(expired)
