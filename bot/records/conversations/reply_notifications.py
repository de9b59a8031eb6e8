"""E-mails that say that a person of the team has answered: agreed to with a request, few, none to who reads already."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.models import Candidate, Conversation, HumanRequest
from bot.records.store import audit

# Who is there reads the answer meanwhile, and needs no e-mail.
MIN_DELAY = timedelta(minutes=2)
MIN_INTERVAL = timedelta(minutes=30)
# After each try; then it is given up.
RETRY_DELAYS = (
    timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4),
)  # fmt: skip


@dataclass(frozen=True)
class Mail:
    """An e-mail that is to be sent now.

    Attributes:
        request_id: of the request that was answered.
        address: the person's, as they gave it.
        tries: how many, with this one.
    """

    request_id: int
    address: str
    tries: int


def address_to_offer(session: Session, conversation_id: str) -> str | None:
    """Returns the e-mail address that a person who waits for the team may be told at; None when there is nothing to offer.

    Nothing is where nobody waits, no address was given, or they agreed already.
    """
    waiting = session.scalars(_waiting(conversation_id)).first()
    if waiting is None or waiting.mail_agreed_at is not None:
        return None
    return _email(session, conversation_id)


def opt_in(session: Session, conversation_id: str) -> bool:
    """Notes that a person wants an e-mail when they are answered; returns whether they wait for an answer."""
    waiting = session.scalars(_waiting(conversation_id)).first()
    if waiting is None:
        return False
    if waiting.mail_agreed_at is None:
        waiting.mail_agreed_at = clock.now()
        audit.record(session, actor="candidate", act="agreed_to_mail", subject=f"request:{waiting.id}")
    return True


def is_opted_in(session: Session, conversation_id: str) -> bool:
    """Returns whether a person agreed to an e-mail about a request that waits."""
    waiting = session.scalars(_waiting(conversation_id)).first()
    return waiting is not None and waiting.mail_agreed_at is not None


def opt_out(session: Session, conversation_id: str) -> bool:
    """Takes the agreement back, for every request of a conversation; returns whether there was one."""
    of_it = HumanRequest.conversation_id == conversation_id
    agreed = session.scalars(select(HumanRequest).where(of_it, HumanRequest.mail_agreed_at.is_not(None))).all()
    for request in agreed:
        request.mail_agreed_at = request.mail_due_at = None
        audit.record(session, actor="candidate", act="refused_mail", subject=f"request:{request.id}")
    return bool(agreed)


def schedule(request: HumanRequest) -> None:
    """Notes that a person of the team has answered a request: an e-mail follows, unless it is read first."""
    is_coming = request.mail_due_at is not None and (request.mail_tries or 0) < len(RETRY_DELAYS)
    if request.mail_agreed_at is None or is_coming:
        return
    earliest = clock.now() + MIN_DELAY
    request.mail_due_at = max(earliest, request.mailed_at + MIN_INTERVAL) if request.mailed_at else earliest
    request.mail_tries = 0


def mark_read(session: Session, conversation_id: str) -> None:
    """Notes that what the team wrote was shown to the person: no e-mail about it."""
    session.execute(
        update(HumanRequest)
        .where(HumanRequest.conversation_id == conversation_id, HumanRequest.mail_due_at.is_not(None))
        .values(mail_due_at=None)
    )


def claim(session: Session, now: datetime) -> Mail | None:
    """Returns the e-mail that is to be sent next, None when none is due.

    It counts as tried before it is sent, so that a process that is killed over it again and again does not try for ever.
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
    """Notes that an e-mail was sent."""
    request = session.get(HumanRequest, request_id)
    if request is not None:  # else erased meanwhile
        request.mailed_at, request.mail_due_at = clock.now(), None
        audit.record(session, actor="gateway", act="mailed_candidate", subject=f"request:{request_id}")


def give_up(session: Session, request_id: int) -> None:
    """Notes that an e-mail can never be sent."""
    request = session.get(HumanRequest, request_id)
    if request is not None:
        request.mail_due_at = None


def _waiting(conversation_id: str) -> "Select[HumanRequest]":
    of_it = HumanRequest.conversation_id == conversation_id
    return select(HumanRequest).where(of_it, HumanRequest.handled_at.is_(None)).limit(1)


def _address(session: Session, request: HumanRequest) -> str | None:
    """Returns where to write to; None when the person wrote since the answer, or has no address any more."""
    conversation = session.get(Conversation, request.conversation_id)
    if conversation is None or request.written_at is None or conversation.last_message_at >= request.written_at:
        return None
    return _email(session, request.conversation_id)


def _email(session: Session, conversation_id: str) -> str | None:
    return session.scalar(select(Candidate.email).where(Candidate.conversation_id == conversation_id))
