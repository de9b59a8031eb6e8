"""Registrations: opened at consent, filled field by field, confirmed, erased."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.registration import DECLINED, FIELDS
from bot.base.settings import settings
from bot.records.accounts import webhooks
from bot.records.conversations import addresses, inbox, outbox, reply_notifications, resume
from bot.records.desk import directory
from bot.records.files import erasure_log
from bot.records.files.redaction import delete_dossier, redact_field
from bot.records.models import Candidate, Conversation, new_conversation_id, new_id
from bot.records.store import audit, daily_counts

ERASED_ELSEWHERE = (
    "Tout ce que je gardais sur vous vient d'être effacé : cela a été demandé ailleurs, ou à l'équipe. "
    "Si ce n'était pas vous, dites-le à l'équipe : écrivez « parler à un humain »."
)
RECEIPT = "C'est fait : tout ce que je gardais sur vous est effacé. Reçu d'effacement : {receipt}."
_FIND = select(Candidate).where(Candidate.conversation_id == bindparam("of_conversation"))


def expiry() -> datetime:
    """Returns until when data may be kept after a contact that happens now."""
    return clock.now() + timedelta(days=round(settings().retention_months * 30.4))


def find(session: Session, conversation_id: str) -> Candidate | None:
    """Returns the candidate of a conversation, if registered."""
    return session.scalar(_FIND, {"of_conversation": conversation_id})


def find_by_email(session: Session, email: str) -> list[Candidate]:
    """Returns who is registered with an e-mail address, capitals aside, newest first: anybody may have given it."""
    is_theirs = Candidate.email_key == email.strip().lower()
    return list(session.scalars(select(Candidate).where(is_theirs).order_by(Candidate.created_at.desc())))


def open_registration(
    session: Session, conversation_id: str, *, channel: str | None, notice_version: str, notice_hash: str | None = None
) -> Candidate:
    """Opens the file of a person who has just agreed, or returns the one already open.

    Args:
        session: an open session.
        conversation_id: whose.
        channel: where they agreed.
        notice_version: of the notice that they agreed to.
        notice_hash: of its text (`bot.content.legal_texts.notice_hash`).
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


def set_field(session: Session, conversation_id: str, field: str, value: Any, *, declined: bool = False) -> Any:
    """Stores one field of the registration, or that the person chose not to give it; returns what it was before.

    An agreement to e-mails, a link that was sent and the proof of an address hold for that address: with another one they are over.

    Raises:
        LookupError: nobody is registered in this conversation.
    """
    candidate = find(session, conversation_id)
    if candidate is None:
        raise LookupError("no registration is open in this conversation")
    if field not in FIELDS:
        raise ValueError(f"unknown field {field}")
    before, now = getattr(candidate, field), None if declined else value
    setattr(candidate, field, now)
    if field == "email" and before not in {None, now}:
        _leave_address(session, candidate)
    candidate.declined = [name for name in candidate.declined if name != field] + ([field] if declined else [])
    candidate.expires_at = expiry()
    if field in directory.INDEXED_FIELDS:
        directory.index_words(session, candidate)
    webhooks.candidate_changed(session, candidate)
    if declined and before is not None:
        audit.record(session, actor="candidate", act="removed_field", subject=f"{candidate.id}/{field}")
    return before


def replay_removed_fields(session: Session, candidate: Candidate, fields: Mapping[str, Any]) -> None:
    """Makes fields what they became once they were taken out of the file, here and in the conversation: after a restore.

    Args:
        session: an open session.
        candidate: whose.
        fields: name to value; None for one that was not given again.
    """
    slots: dict[str, Any] = {"choices": None}  # among them may be what puts a field back
    for field, value in fields.items():
        before = getattr(candidate, field)
        if before is not None and before != value:
            redact_field(session, candidate.conversation_id, field, before)
            if field == "email":
                _leave_address(session, candidate)
        setattr(candidate, field, value)
        candidate.declined = [name for name in candidate.declined if name != field] + ([field] if value is None else [])
        slots[field] = DECLINED if value is None else value
    directory.index_words(session, candidate)
    webhooks.candidate_changed(session, candidate)
    conversation = session.get(Conversation, candidate.conversation_id)
    if conversation is not None and conversation.state is not None:
        conversation.state = {**conversation.state, "slots": {**conversation.state["slots"], **slots}}


def _leave_address(session: Session, candidate: Candidate) -> None:
    """Ends what holds for an e-mail address that is the person's no more."""
    candidate.email_proved_at = None
    resume.revoke(session, candidate.conversation_id, mailed=True)
    reply_notifications.opt_out(session, candidate.conversation_id)


def confirm(session: Session, conversation_id: str) -> None:
    """Marks the registration as confirmed by its author."""
    candidate = find(session, conversation_id)
    if candidate is not None and candidate.confirmed_at is None:
        candidate.confirmed_at = clock.now()
        audit.record(session, actor="candidate", act="confirmed", subject=candidate.id)
        webhooks.candidate_registered(session, candidate)


def erase(session: Session, conversation_id: str, *, actor: str = "candidate", message_id: str | None = None) -> str:
    """Erases everything about the person of a conversation and returns a receipt number.

    Registration, notes and their versions, conversation events, channel messages and addresses, codes, reminders,
    requests. The audit log keeps the receipt alone; the register of erasures what a restored backup needs to forget again.
    `bot.records.files.erasure` does the same and sees that nothing is left.

    Args:
        session: an open session.
        conversation_id: whose.
        actor: who erases, for the audit log.
        message_id: the person's own message that asks for it, if any. Only where it was written the conversation goes on:
            what waits there will be answered, and the receipt is what answers it should its turn be cut short.
    """
    erasure_log.record(session, conversation_id)
    receipt = f"EFF-{clock.today():%Y%m%d}-{new_id()[:8].upper()}"
    asking = inbox.find(session, conversation_id, message_id) if message_id else None
    if asking is not None:
        asking.receipt = RECEIPT.format(receipt=receipt)
    if actor != "purge":  # somebody's demand, not a file whose time is over
        conversation = session.get(Conversation, conversation_id)
        daily_counts.add(session, clock.today(), conversation.channel if conversation else None, [daily_counts.ERASED])
    elsewhere = addresses.other_addresses(
        session, conversation_id, asking.channel if asking else None, asking.address if asking else None
    )
    for row in elsewhere:
        session.expunge(row)
    delete_dossier(session, conversation_id, asking=asking)
    if actor != "purge":
        outbox.notify_elsewhere(session, elsewhere, new_conversation_id(), ERASED_ELSEWHERE)  # of nothing that was
    audit.record(session, actor=actor, act="erased", subject=receipt)
    return receipt


def erase_expired(session: Session) -> int:
    """Erases every file whose time is over and returns how many."""
    expired = session.scalars(select(Candidate.conversation_id).where(Candidate.expires_at < clock.now())).all()
    for conversation_id in expired:
        erase(session, conversation_id, actor="purge")
    return len(expired)
