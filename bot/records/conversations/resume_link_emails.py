"""E-mails with links back to the files of an address: asked for by anybody, sent to that address alone, few."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.conversations import resume
from bot.records.files import candidates
from bot.records.models import Candidate, LinkMail
from bot.records.store import audit
from bot.records.store.sql_helpers import affected_rows

MIN_INTERVAL = timedelta(hours=1)
MAX_DOSSIERS = 5
# After each try; then it is given up: who waits has gone on.
RETRY_DELAYS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))


@dataclass(frozen=True)
class Mail:
    """An e-mail that is to be sent now.

    Attributes:
        conversation_id: of the newest file.
        address: the person's, as they gave it.
        codes: the day on which each file was begun and the code that leads back to it, newest first.
        tries: how many, with this one.
    """

    conversation_id: str
    address: str
    codes: tuple[tuple[date, str], ...]
    tries: int


def request(session: Session, email: str) -> None:
    """Notes that links are to be sent to an address; nothing where nobody gave it, or some were asked for within the hour."""
    files = [candidate.conversation_id for candidate in candidates.find_by_email(session, email)]
    is_recent = LinkMail.asked_at > clock.now() - MIN_INTERVAL
    of_them = LinkMail.conversation_id.in_(files)
    if not files or session.scalars(select(LinkMail).where(of_them, is_recent)).first() is not None:
        return
    session.execute(delete(LinkMail).where(of_them))
    session.add(LinkMail(conversation_id=files[0], due_at=clock.now()))
    audit.record(session, actor="candidate", act="asked_for_link")


def claim(session: Session, now: datetime) -> Mail | None:
    """Returns the e-mail that is to be sent next, with codes made for it, None when none is due.

    It counts as tried before it is sent, so that a process that is killed over it again and again does not try for ever.
    """
    due = select(LinkMail).where(LinkMail.due_at <= now).order_by(LinkMail.due_at).limit(1)
    while (asked := session.scalars(due.with_for_update(skip_locked=True)).first()) is not None:
        candidate = candidates.find(session, asked.conversation_id)
        if candidate is None or candidate.email is None or asked.tries >= len(RETRY_DELAYS):
            asked.due_at = None
            session.flush()
            continue
        asked.due_at, asked.tries = now + RETRY_DELAYS[asked.tries], asked.tries + 1
        files = candidates.find_by_email(session, candidate.email)[:MAX_DOSSIERS]
        codes = tuple((_begun(each), resume.issue(session, each.conversation_id, mailed=True)) for each in files)
        return Mail(asked.conversation_id, candidate.email, codes, asked.tries)
    return None


def mark_sent(session: Session, conversation_id: str) -> None:
    """Notes that an e-mail was sent."""
    give_up(session, conversation_id)
    audit.record(session, actor="gateway", act="mailed_link")


def give_up(session: Session, conversation_id: str) -> None:
    """Notes that an e-mail is not to be sent any more."""
    asked = session.get(LinkMail, conversation_id)
    if asked is not None:  # else erased meanwhile
        asked.due_at = None


def purge_expired(session: Session) -> int:
    """Deletes what was asked for more than an hour ago and is sent or given up; returns how many."""
    is_old = LinkMail.asked_at <= clock.now() - MIN_INTERVAL
    return affected_rows(session, delete(LinkMail).where(is_old, LinkMail.due_at.is_(None)))


def _begun(candidate: Candidate) -> date:
    return candidate.created_at.astimezone(clock.PARIS).date()
