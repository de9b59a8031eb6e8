"""E-mails with links back to the dossiers of an address, sent on request to that address only."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.conversations import resume_codes
from bot.records.files import candidates
from bot.records.models import Candidate, LinkMail
from bot.records.store import audit
from bot.records.store.sql_helpers import affected_rows

MIN_INTERVAL = timedelta(hours=1)
MAX_DOSSIERS = 5
# After each attempt; then the e-mail is given up.
RETRY_DELAYS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))


@dataclass(frozen=True)
class Mail:
    """An e-mail to send now."""

    conversation_id: str  # of the newest dossier
    address: str  # as the candidate gave it
    codes: tuple[tuple[date, str], ...]  # start day and resume code of each dossier, newest first
    tries: int  # attempts, this one included


def request(session: Session, email: str) -> None:
    """Schedule an e-mail with links. Does nothing if no dossier has this address or one was requested within the hour."""
    files = [candidate.conversation_id for candidate in candidates.find_by_email(session, email)]
    is_recent = LinkMail.asked_at > clock.now() - MIN_INTERVAL
    of_them = LinkMail.conversation_id.in_(files)
    if not files or session.scalars(select(LinkMail).where(of_them, is_recent)).first() is not None:
        return
    session.execute(delete(LinkMail).where(of_them))
    session.add(LinkMail(conversation_id=files[0], due_at=clock.now()))
    audit.record(session, actor="candidate", act="asked_for_link")


def claim(session: Session, now: datetime) -> Mail | None:
    """The next e-mail to send, with fresh codes.

    The attempt is counted before sending, so that a message that crashes its process is not retried for ever.
    """
    due = select(LinkMail).where(LinkMail.due_at <= now).order_by(LinkMail.due_at).limit(1)
    while (row := session.scalars(due.with_for_update(skip_locked=True)).first()) is not None:
        candidate = candidates.find(session, row.conversation_id)
        if candidate is None or candidate.email is None or row.tries >= len(RETRY_DELAYS):
            row.due_at = None
            session.flush()
            continue
        row.due_at, row.tries = now + RETRY_DELAYS[row.tries], row.tries + 1
        files = candidates.find_by_email(session, candidate.email)[:MAX_DOSSIERS]
        codes = tuple(
            (_start_day(each), resume_codes.issue(session, each.conversation_id, mailed=True)) for each in files
        )
        return Mail(row.conversation_id, candidate.email, codes, row.tries)
    return None


def mark_sent(session: Session, conversation_id: str) -> None:
    """Record that the e-mail was sent."""
    give_up(session, conversation_id)
    audit.record(session, actor="gateway", act="mailed_link")


def give_up(session: Session, conversation_id: str) -> None:
    """Cancel an e-mail."""
    row = session.get(LinkMail, conversation_id)
    if row is not None:  # else erased meanwhile
        row.due_at = None


def purge_expired(session: Session) -> int:
    """Delete requests older than an hour that are sent or given up; returns how many."""
    is_old = LinkMail.asked_at <= clock.now() - MIN_INTERVAL
    return affected_rows(session, delete(LinkMail).where(is_old, LinkMail.due_at.is_(None)))


def _start_day(candidate: Candidate) -> date:
    return candidate.created_at.astimezone(clock.PARIS).date()
