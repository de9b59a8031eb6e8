"""Tokens of the API: a structure gives one to a program, which then sees what the structure sees."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.text_cleanup import clean_line
from bot.records.desk import visibility
from bot.records.models import ApiRead, ApiToken, Candidate, Structure, table_of
from bot.records.store import audit
from bot.records.store.sql_helpers import affected_rows

PREFIX = "cnb_"  # by which a token is known where it should not stand
MAX_NAME_LENGTH = 100
MAX_MONTHS = 12
RETENTION = timedelta(days=365)  # of a token that is over: who read what is answered for as long
_TOKEN_BYTES = 32
_DAYS_A_MONTH = 30.4
_SAME_USE = timedelta(minutes=5)
_ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class ApiClient:
    """Who calls the API: a viewer of `bot.records.desk.visibility`, at the structure of its token.

    Attributes:
        token_id: id of the token.
        name: of the program.
        structure_id: whose token it is.
        structure: name of the structure.
        decides: whether it may write statuses.
        expires_at: when the token ends.
    """

    token_id: str
    name: str
    structure_id: str
    structure: str
    decides: bool
    expires_at: datetime

    @property
    def administers(self) -> bool:
        """No program sees more than its structure."""
        return False

    @property
    def recruiter_id(self) -> None:
        """No person: what a program decides is its structure's."""

    @property
    def actor(self) -> str:
        """How the audit log names it."""
        return f"token:{self.token_id}"


@dataclass(frozen=True)
class ActiveToken:
    """A token that is not over, for who decides whether it outlives that its maker leaves."""

    id: str
    name: str
    structure_id: str
    structure: str
    last_used_at: datetime | None


@dataclass(frozen=True)
class ClientAccess:
    """A program read a file.

    Attributes:
        structure: name of the structure that gave it a token.
        program: name of the program; None for who is at another structure, which it is no business of.
        first_at: when it first did.
        last_at: when it last did.
    """

    structure: str
    program: str | None
    first_at: datetime
    last_at: datetime


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def create(
    session: Session, structure_id: str, *, name: str, decides: bool, months: int, recruiter_id: str, actor: str
) -> tuple[ApiToken, str]:
    """Makes a token and returns its row and itself, which is told once: its hash alone is stored.

    Args:
        session: an open session.
        structure_id: whose candidates it sees.
        name: of the program.
        decides: whether it may write statuses.
        months: for how many it is good, `MAX_MONTHS` at most.
        recruiter_id: who makes it.
        actor: the same, for the audit log.
    """
    token = PREFIX + secrets.token_urlsafe(_TOKEN_BYTES)
    ends = clock.now() + timedelta(days=round(min(max(months, 1), MAX_MONTHS) * _DAYS_A_MONTH))
    row = ApiToken(
        structure_id=structure_id, name=clean_line(name)[:MAX_NAME_LENGTH], token_hash=_hash(token), decides=decides,
        created_by=recruiter_id, expires_at=ends,
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(session, actor=actor, act="token_created", subject=row.id)
    return row, token


def find(session: Session, token: str) -> ApiClient | None:
    """Returns whose token it is, and notes that it was used; None if it is unknown, over or revoked, or its structure closed."""
    now = clock.now()
    row = session.execute(
        select(ApiToken, Structure.name)
        .join(Structure, Structure.id == ApiToken.structure_id)
        .where(
            ApiToken.token_hash == _hash(token),
            ApiToken.expires_at > now,
            ApiToken.revoked_at.is_(None),
            Structure.closed_at.is_(None),
        )
    ).first()
    if row is None:
        return None
    found: ApiToken = row[0]
    if found.last_used_at is None or found.last_used_at < now - _SAME_USE:
        found.last_used_at = now
    return ApiClient(found.id, found.name, found.structure_id, row[1], found.decides, found.expires_at)


def list_for_structure(session: Session, structure_id: str) -> list[ApiToken]:
    """Returns the tokens of a structure, newest first, those that are over included."""
    rows = select(ApiToken).where(ApiToken.structure_id == structure_id)
    return list(session.scalars(rows.order_by(ApiToken.created_at.desc(), ApiToken.id)))


def list_created_by(session: Session, recruiter_id: str, structure_id: str | None = None) -> list[ActiveToken]:
    """Returns the tokens that somebody made and that still open files, by structure and name.

    Args:
        session: an open session.
        recruiter_id: who made them.
        structure_id: of this structure alone; None for all.
    """
    rows = (
        select(ApiToken.id, ApiToken.name, ApiToken.structure_id, Structure.name, ApiToken.last_used_at)
        .join(Structure, Structure.id == ApiToken.structure_id)
        .where(ApiToken.created_by == recruiter_id, ApiToken.expires_at > clock.now(), ApiToken.revoked_at.is_(None))
        .order_by(Structure.name, ApiToken.name, ApiToken.id)
    )
    if structure_id is not None:
        rows = rows.where(ApiToken.structure_id == structure_id)
    return [ActiveToken(*row) for row in session.execute(rows)]


def revoke(session: Session, structure_id: str, token_id: str, *, actor: str) -> bool:
    """Ends a token of a structure at once; returns whether there was one that was not over."""
    row = session.scalar(select(ApiToken).where(ApiToken.id == token_id, ApiToken.structure_id == structure_id))
    if row is None or row.revoked_at is not None:
        return False
    row.revoked_at = clock.now()
    audit.record(session, actor=actor, act="token_revoked", subject=row.id)
    return True


def record_accesses(session: Session, program: ApiClient, candidate_ids: Iterable[str], act: str) -> None:
    """Notes that a program read files: in the audit log, and for each person to be told."""
    now, ids = clock.now(), list(candidate_ids)
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = {"token_id": program.token_id, "structure_id": program.structure_id, "first_at": now, "last_at": now}
    for start in range(0, len(ids), _ROWS_AT_ONCE):
        part = [{"candidate_id": candidate_id, **row} for candidate_id in ids[start : start + _ROWS_AT_ONCE]]
        session.execute(
            insert(table_of(ApiRead))
            .values(part)
            .on_conflict_do_update(index_elements=["candidate_id", "token_id"], set_={"last_at": now})
        )
    for candidate_id in ids:
        audit.record(session, actor=program.actor, act=act, subject=candidate_id)


def list_accesses(session: Session, candidate: Candidate, *, at: visibility.Viewer | None = None) -> list[ClientAccess]:
    """Returns the programs that read a file, in the order in which they first did.

    Args:
        session: an open session.
        candidate: whose file.
        at: who asks of a structure, who is told names of its own programs alone; None: the candidate, who is told all.
    """
    rows = session.execute(
        select(Structure.name, ApiToken.name, ApiRead.first_at, ApiRead.last_at, ApiRead.structure_id)
        .join(ApiToken, ApiToken.id == ApiRead.token_id)
        .join(Structure, Structure.id == ApiRead.structure_id)
        .where(ApiRead.candidate_id == candidate.id)
        .order_by(ApiRead.first_at, ApiToken.id)
    )
    return [
        ClientAccess(structure, program if at is None or at.structure_id == of else None, first, last)
        for structure, program, first, last, of in rows
    ]


def purge_expired(session: Session) -> int:
    """Deletes tokens that ended `RETENTION` ago; returns how many."""
    before = clock.now() - RETENTION
    is_over = or_(ApiToken.expires_at < before, ApiToken.revoked_at < before)
    return affected_rows(session, delete(ApiToken).where(is_over))
