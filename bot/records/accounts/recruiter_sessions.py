"""Recruiters' browser sessions: opened at sign-in, kept alive by use, listed for and ended by their owner."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, not_, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.settings import settings
from bot.records.accounts import structures
from bot.records.models import Membership, Recruiter, RecruiterSession, Structure
from bot.records.store import audit
from bot.records.store.sql_helpers import affected_rows

SESSION_LIFETIME = timedelta(hours=8)
TOUCH_INTERVAL = timedelta(minutes=1)
_TOKEN_BYTES = 32
_ID_DIGITS = 32


@dataclass(frozen=True)
class RecruiterUser:
    """The signed-in recruiter of a request."""

    recruiter_id: str
    name: str  # of the account's owner
    csrf: str  # token of every form of this session
    administers: bool = False  # may erase dossiers on request; sees all candidates while acting for no structure
    # The structure acted for, which decides what is visible (`bot.records.desk.visibility`)
    structure_id: str | None = None
    structure: str | None = None  # its name
    edits: bool = False  # may edit contents, as administrators may
    belongs_to: tuple[tuple[str, str], ...] = ()  # id and name of each open structure of the account

    @property
    def actor(self) -> str:
        """Name in the audit log."""
        return actor_of(self.recruiter_id)


def actor_of(recruiter_id: str) -> str:
    """A recruiter's name in the audit log."""
    return f"recruiter:{recruiter_id}"


def hash_token(token: str) -> str:
    """The hash under which a random token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def _is_live() -> ColumnElement[bool]:
    """Condition on `RecruiterSession`: neither expired nor idle for too long."""
    now = clock.now()
    idle_since = now - timedelta(minutes=settings().idle_minutes)
    return and_(RecruiterSession.expires_at > now, RecruiterSession.last_seen_at > idle_since)


def open_session(session: Session, recruiter_id: str) -> str:
    """Open a session; returns its token, of which only the hash is stored. Expired sessions are purged."""
    purge_expired_sessions(session)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    belongs_to = structures.list_for_account(session, recruiter_id)
    session.add(
        RecruiterSession(
            token_hash=hash_token(token),
            recruiter_id=recruiter_id,
            csrf=secrets.token_urlsafe(_TOKEN_BYTES),
            expires_at=clock.now() + SESSION_LIFETIME,
            structure_id=belongs_to[0].id if belongs_to else None,
        )
    )
    audit.record(session, actor=actor_of(recruiter_id), act="signed_in")
    return token


def find_session(session: Session, token: str) -> RecruiterUser | None:
    """The user of a token. None if it is unknown or expired, or the account is closed."""
    row = session.execute(
        select(
            Recruiter.id,
            Recruiter.name,
            RecruiterSession.csrf,
            Recruiter.administers,
            Structure.id.label("structure_id"),
            Structure.name.label("structure"),
            (Recruiter.edits | Recruiter.administers).label("edits"),
        )
        .join(Recruiter, Recruiter.id == RecruiterSession.recruiter_id)
        .outerjoin(
            Membership,
            (Membership.recruiter_id == Recruiter.id) & (Membership.structure_id == RecruiterSession.structure_id),
        )
        .outerjoin(Structure, (Structure.id == Membership.structure_id) & Structure.closed_at.is_(None))
        .where(
            RecruiterSession.token_hash == hash_token(token),
            _is_live(),
            Recruiter.disabled.is_(False),
        )
    ).first()
    if row is None:
        return None
    return RecruiterUser(*row, tuple((each.id, each.name) for each in structures.list_for_account(session, row.id)))


def seconds_left(session: Session, token: str) -> int | None:
    """Remaining lifetime of an unused session; None if it is expired or unknown."""
    row = session.scalar(select(RecruiterSession).where(RecruiterSession.token_hash == hash_token(token), _is_live()))
    if row is None:
        return None
    ends = min(row.expires_at, row.last_seen_at + timedelta(minutes=settings().idle_minutes))
    return int((ends - clock.now()).total_seconds())


def switch_structure(session: Session, token: str, structure_id: str | None) -> None:
    """Act for another structure of the account or, as an administrator, for none.

    Raises:
        LookupError: the account does not belong to it.
    """
    current = session.get_one(RecruiterSession, hash_token(token))
    account = session.get_one(Recruiter, current.recruiter_id)
    allowed = {structure.id for structure in structures.list_for_account(session, account.id)}
    if structure_id not in allowed and not (structure_id is None and account.administers):
        raise LookupError("the account does not belong to this structure")
    current.structure_id = structure_id


def purge_expired_sessions(session: Session) -> int:
    """Delete expired sessions; returns how many."""
    return affected_rows(session, delete(RecruiterSession).where(not_(_is_live())))


def close_session(session: Session, token: str) -> None:
    """Sign out: delete the session."""
    closed = session.get(RecruiterSession, hash_token(token))
    if closed is not None:
        audit.record(session, actor=actor_of(closed.recruiter_id), act="signed_out")
        session.delete(closed)


def close_sessions(session: Session, recruiter_id: str, *, keep_token: str = "") -> None:
    """Delete the sessions of an account, except the one with `keep_token`."""
    is_own, is_other = (
        RecruiterSession.recruiter_id == recruiter_id,
        RecruiterSession.token_hash != hash_token(keep_token),
    )
    session.execute(delete(RecruiterSession).where(is_own, is_other))


@dataclass(frozen=True)
class OwnSession:
    """A session as its owner sees it."""

    id: str  # for forms; grants no access
    begun_at: datetime  # time of the sign-in
    last_seen_at: datetime  # time of the last use, to the minute
    structure_id: str | None
    is_this: bool  # the session of the current request


def _id_of(row: RecruiterSession) -> str:
    return hashlib.sha256(f"session {row.token_hash}".encode()).hexdigest()[:_ID_DIGITS]


def _rows(session: Session, recruiter_id: str) -> list[RecruiterSession]:
    purge_expired_sessions(session)
    of_account = select(RecruiterSession).where(RecruiterSession.recruiter_id == recruiter_id)
    return list(session.scalars(of_account.order_by(RecruiterSession.last_seen_at.desc())))


def list_sessions(session: Session, recruiter_id: str, token: str) -> list[OwnSession]:
    """Open sessions of an account, last used first, seen from the session of the token."""
    mine = hash_token(token)
    return [
        OwnSession(_id_of(row), row.created_at, row.last_seen_at, row.structure_id, row.token_hash == mine)
        for row in _rows(session, recruiter_id)
    ]


def end_session(session: Session, recruiter_id: str, session_id: str) -> bool:
    """End a session of an account by its id. False if there is none."""
    row = next((row for row in _rows(session, recruiter_id) if _id_of(row) == session_id), None)
    if row is None:
        return False
    session.delete(row)
    audit.record(session, actor=actor_of(recruiter_id), act="session_ended")
    return True


def touch(session: Session, token: str) -> None:
    """Record a use of a session, at most once per `TOUCH_INTERVAL`."""
    row = session.get(RecruiterSession, hash_token(token))
    now = clock.now()
    if row is not None and row.last_seen_at <= now - TOUCH_INTERVAL:
        row.last_seen_at = now
