"""Sessions of recruiters' browsers: opened, found, kept open by use, ended; where they are, and what their owner sees of them."""

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
    """Whose browser it is.

    Attributes:
        recruiter_id: the account.
        name: name of the account's owner.
        csrf: what every form of this session carries.
        administers: they erase files on a person's demand, and see everybody while they are at no structure.
        structure_id: where they are; what they see is `bot.records.desk.visibility`.
        structure: its name.
        edits: they edit what candidates are told; who administers does too.
        belongs_to: id and name of each open structure that the account belongs to.
    """

    recruiter_id: str
    name: str
    csrf: str
    administers: bool = False
    structure_id: str | None = None
    structure: str | None = None
    edits: bool = False
    belongs_to: tuple[tuple[str, str], ...] = ()

    @property
    def actor(self) -> str:
        """How the audit log names this person."""
        return actor_of(self.recruiter_id)


def actor_of(recruiter_id: str) -> str:
    """Returns how the audit log names a recruiter."""
    return f"recruiter:{recruiter_id}"


def hash_token(token: str) -> str:
    """Returns what is stored of a random token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _lives() -> ColumnElement[bool]:
    """Returns the condition on `RecruiterSession` that it is not over: neither too old nor left without use."""
    now = clock.now()
    idle_since = now - timedelta(minutes=settings().idle_minutes)
    return and_(RecruiterSession.expires_at > now, RecruiterSession.last_seen_at > idle_since)


def open_session(session: Session, recruiter_id: str) -> str:
    """Opens a session and returns its token, of which only the hash is stored. Sessions that are over go."""
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
    """Returns who a token belongs to, None if it is unknown or over, or the account closed."""
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
            _lives(),
            Recruiter.disabled.is_(False),
        )
    ).first()
    if row is None:
        return None
    return RecruiterUser(*row, tuple((each.id, each.name) for each in structures.list_for_account(session, row.id)))


def seconds_left(session: Session, token: str) -> int | None:
    """Returns for how long a session goes on unless it is used; None of one that is over or unknown."""
    row = session.scalar(select(RecruiterSession).where(RecruiterSession.token_hash == hash_token(token), _lives()))
    if row is None:
        return None
    ends = min(row.expires_at, row.last_seen_at + timedelta(minutes=settings().idle_minutes))
    return int((ends - clock.now()).total_seconds())


def switch_structure(session: Session, token: str, structure_id: str | None) -> None:
    """Goes on at a structure that the account belongs to, or, who administers, at none.

    Raises:
        LookupError: the account does not belong there.
    """
    found = session.get_one(RecruiterSession, hash_token(token))
    account = session.get_one(Recruiter, found.recruiter_id)
    allowed = {structure.id for structure in structures.list_for_account(session, account.id)}
    if structure_id not in allowed and not (structure_id is None and account.administers):
        raise LookupError("the account does not belong to this structure")
    found.structure_id = structure_id


def purge_expired_sessions(session: Session) -> int:
    """Deletes the sessions that are over; returns how many."""
    return affected_rows(session, delete(RecruiterSession).where(not_(_lives())))


def close_session(session: Session, token: str) -> None:
    """Ends a session: its row is deleted."""
    closed = session.get(RecruiterSession, hash_token(token))
    if closed is not None:
        audit.record(session, actor=actor_of(closed.recruiter_id), act="signed_out")
        session.delete(closed)


def close_sessions(session: Session, recruiter_id: str, *, kept: str = "") -> None:
    """Ends the sessions of an account.

    Args:
        session: an open session of the database.
        recruiter_id: whose.
        kept: token of the one that goes on.
    """
    its, others = RecruiterSession.recruiter_id == recruiter_id, RecruiterSession.token_hash != hash_token(kept)
    session.execute(delete(RecruiterSession).where(its, others))


@dataclass(frozen=True)
class OwnSession:
    """A signed-in browser.

    Attributes:
        id: by which a form names it; opens nothing.
        begun_at: when somebody signed in.
        last_seen_at: when it was last used, to a minute.
        structure_id: where it is.
        is_this: it is the one that asks.
    """

    id: str
    begun_at: datetime
    last_seen_at: datetime
    structure_id: str | None
    is_this: bool


def _id_of(row: RecruiterSession) -> str:
    return hashlib.sha256(f"session {row.token_hash}".encode()).hexdigest()[:_ID_DIGITS]


def _rows(session: Session, recruiter_id: str) -> list[RecruiterSession]:
    purge_expired_sessions(session)
    of_account = select(RecruiterSession).where(RecruiterSession.recruiter_id == recruiter_id)
    return list(session.scalars(of_account.order_by(RecruiterSession.last_seen_at.desc())))


def list_sessions(session: Session, recruiter_id: str, token: str) -> list[OwnSession]:
    """Returns the open sessions of an account, the one last used first.

    Args:
        session: an open session of the database.
        recruiter_id: whose.
        token: of who asks.
    """
    mine = hash_token(token)
    return [
        OwnSession(_id_of(row), row.created_at, row.last_seen_at, row.structure_id, row.token_hash == mine)
        for row in _rows(session, recruiter_id)
    ]


def end_session(session: Session, recruiter_id: str, session_id: str) -> bool:
    """Ends a session of an account; returns whether there was one of this id."""
    found = next((row for row in _rows(session, recruiter_id) if _id_of(row) == session_id), None)
    if found is None:
        return False
    session.delete(found)
    audit.record(session, actor=actor_of(recruiter_id), act="session_ended")
    return True


def touch(session: Session, token: str) -> None:
    """Says that a session is used, at most once in `TOUCH_INTERVAL`: reading pages writes next to nothing."""
    row = session.get(RecruiterSession, hash_token(token))
    now = clock.now()
    if row is not None and row.last_seen_at <= now - TOUCH_INTERVAL:
        row.last_seen_at = now
