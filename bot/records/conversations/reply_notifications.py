"""E-mail notifications that the team has replied, for candidates who opted in and have not read the reply."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.models import Candidate, Conversation, HumanRequest
from bot.records.store import audit

# A candidate who is present reads the reply meanwhile.
MIN_DELAY = timedelta(minutes=2)
MIN_INTERVAL = timedelta(minutes=30)
# After each attempt; then the e-mail is given up.
RETRY_DELAYS = (
    timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4),
)  # fmt: skip


@dataclass(frozen=True)
class Mail:
    """An e-mail to send now."""

    request_id: int  # of the handoff
    address: str  # as the candidate gave it
    tries: int  # attempts, this one included


def address_to_offer(session: Session, conversation_id: str) -> str | None:
    """The address at which a waiting candidate can be notified. None if they opted in already or gave no address."""
    waiting = _find_waiting(session, conversation_id)
    if waiting is None or waiting.mail_agreed_at is not None:
        return None
    return _email(session, conversation_id)


def opt_in(session: Session, conversation_id: str) -> bool:
    """Record that the candidate wants an e-mail when the team replies. False if they are not waiting."""
    waiting = _find_waiting(session, conversation_id)
    if waiting is None:
        return False
    if waiting.mail_agreed_at is None:
        waiting.mail_agreed_at = clock.now()
        audit.record(session, actor="candidate", act="agreed_to_mail", subject=f"request:{waiting.id}")
    return True


def is_opted_in(session: Session, conversation_id: str) -> bool:
    """Whether the candidate opted in for a handoff that is still open."""
    waiting = _find_waiting(session, conversation_id)
    return waiting is not None and waiting.mail_agreed_at is not None


def opt_out(session: Session, conversation_id: str) -> bool:
    """Withdraw the opt-in for every handoff of a conversation. False if there was none."""
    of_it = HumanRequest.conversation_id == conversation_id
    agreed = session.scalars(select(HumanRequest).where(of_it, HumanRequest.mail_agreed_at.is_not(None))).all()
    for request in agreed:
        request.mail_agreed_at = request.mail_due_at = None
        audit.record(session, actor="candidate", act="refused_mail", subject=f"request:{request.id}")
    return bool(agreed)


def schedule(request: HumanRequest) -> None:
    """Schedule an e-mail about a reply of the team, sent unless the reply is read first."""
    is_coming = request.mail_due_at is not None and (request.mail_tries or 0) < len(RETRY_DELAYS)
    if request.mail_agreed_at is None or is_coming:
        return
    earliest = clock.now() + MIN_DELAY
    request.mail_due_at = max(earliest, request.mailed_at + MIN_INTERVAL) if request.mailed_at else earliest
    request.mail_tries = 0


def mark_read(session: Session, conversation_id: str) -> None:
    """Cancel the e-mail: the candidate has seen the reply."""
    session.execute(
        update(HumanRequest)
        .where(HumanRequest.conversation_id == conversation_id, HumanRequest.mail_due_at.is_not(None))
        .values(mail_due_at=None)
    )


def claim(session: Session, now: datetime) -> Mail | None:
    """The next e-mail to send.

    The attempt is counted before sending, so that a message that crashes its process is not retried for ever.
    """
    due = (
        select(HumanRequest)
        .where(HumanRequest.mail_due_at <= now)
        .order_by(HumanRequest.mail_due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    while (request := session.scalars(due).first()) is not None:
        tries = request.mail_tries or 0
        address = _address(session, request) if tries < len(RETRY_DELAYS) else None
        if address is None:
            request.mail_due_at = None
            session.flush()
            continue
        request.mail_due_at, request.mail_tries = now + RETRY_DELAYS[tries], tries + 1
        return Mail(request.id, address, tries + 1)
    return None


def mark_sent(session: Session, request_id: int) -> None:
    """Record that the e-mail was sent."""
    request = session.get(HumanRequest, request_id)
    if request is not None:  # else erased meanwhile
        request.mailed_at, request.mail_due_at = clock.now(), None
        audit.record(session, actor="gateway", act="mailed_candidate", subject=f"request:{request_id}")


def give_up(session: Session, request_id: int) -> None:
    """Cancel an e-mail that can never be sent."""
    request = session.get(HumanRequest, request_id)
    if request is not None:
        request.mail_due_at = None


def _find_waiting(session: Session, conversation_id: str) -> HumanRequest | None:
    of_it = HumanRequest.conversation_id == conversation_id
    return session.scalar(select(HumanRequest).where(of_it, HumanRequest.handled_at.is_(None)).limit(1))


def _address(session: Session, request: HumanRequest) -> str | None:
    """The candidate's address; None if they wrote since the reply or have no address any more."""
    conversation = session.get(Conversation, request.conversation_id)
    if conversation is None or request.written_at is None or conversation.last_message_at >= request.written_at:
        return None
    return _email(session, request.conversation_id)


def _email(session: Session, conversation_id: str) -> str | None:
    return session.scalar(select(Candidate.email).where(Candidate.conversation_id == conversation_id))
