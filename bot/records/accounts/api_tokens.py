"""API tokens: a structure gives one to a client program, which then sees the structure's candidates."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.text_cleanup import clean_line
from bot.records.accounts.recruiter_sessions import hash_token
from bot.records.desk import visibility
from bot.records.models import ApiRead, ApiToken, Candidate, Structure, table_of
from bot.records.store import audit
from bot.records.store.sql_helpers import affected_rows, upsert

PREFIX = "cnb_"  # makes leaked tokens easy to find
MAX_NAME_LENGTH = 100
MAX_MONTHS = 12
RETENTION = timedelta(days=365)  # after a token ends, so that its accesses can still be explained
_TOKEN_BYTES = 32
_DAYS_A_MONTH = 30.4
_USE_INTERVAL = timedelta(minutes=5)


@dataclass(frozen=True)
class ApiClient:
    """The caller of the API, a viewer of `bot.records.desk.visibility` for its token's structure."""

    token_id: str
    name: str  # of the program
    structure_id: str
    structure: str  # name of the structure
    decides: bool  # may change application statuses
    expires_at: datetime  # of the token

    @property
    def administers(self) -> bool:
        """A client never sees more than its structure."""
        return False

    @property
    def recruiter_id(self) -> None:
        """None: a client decides for its structure, not as a recruiter."""

    @property
    def actor(self) -> str:
        """Its name in the audit log."""
        return f"token:{self.token_id}"


@dataclass(frozen=True)
class ActiveToken:
    """A valid token, for deciding whether to revoke it when its creator leaves."""

    id: str
    name: str
    structure_id: str
    structure: str
    last_used_at: datetime | None


@dataclass(frozen=True)
class ClientAccess:
    """A client's accesses to a dossier."""

    structure: str  # name of the structure that issued the token
    program: str | None  # name of the client; None for viewers of another structure
    first_at: datetime  # of the first access
    last_at: datetime  # of the last access


def create(
    session: Session, structure_id: str, *, name: str, decides: bool, months: int, recruiter_id: str, actor: str
) -> tuple[ApiToken, str]:
    """Create a token, valid for `MAX_MONTHS` at most. Returns its row and the token, of which only the hash is stored."""
    token = PREFIX + secrets.token_urlsafe(_TOKEN_BYTES)
    expires_at = clock.now() + timedelta(days=round(min(max(months, 1), MAX_MONTHS) * _DAYS_A_MONTH))
    row = ApiToken(
        structure_id=structure_id, name=clean_line(name)[:MAX_NAME_LENGTH], token_hash=hash_token(token), decides=decides,
        created_by=recruiter_id, expires_at=expires_at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(session, actor=actor, act="token_created", subject=row.id)
    return row, token


def find(session: Session, token: str) -> ApiClient | None:
    """The client of a token, recording its use. None if unknown, expired or revoked, or if the structure is closed."""
    now = clock.now()
    row = session.execute(
        select(ApiToken, Structure.name)
        .join(Structure, Structure.id == ApiToken.structure_id)
        .where(
            ApiToken.token_hash == hash_token(token),
            ApiToken.expires_at > now,
            ApiToken.revoked_at.is_(None),
            Structure.closed_at.is_(None),
        )
    ).first()
    if row is None:
        return None
    token_row: ApiToken = row[0]
    if token_row.last_used_at is None or token_row.last_used_at < now - _USE_INTERVAL:
        token_row.last_used_at = now
    return ApiClient(
        token_row.id, token_row.name, token_row.structure_id, row[1], token_row.decides, token_row.expires_at
    )


def list_for_structure(session: Session, structure_id: str) -> list[ApiToken]:
    """Tokens of a structure, newest first, expired ones included."""
    rows = select(ApiToken).where(ApiToken.structure_id == structure_id)
    return list(session.scalars(rows.order_by(ApiToken.created_at.desc(), ApiToken.id)))


def list_created_by(session: Session, recruiter_id: str, structure_id: str | None = None) -> list[ActiveToken]:
    """Valid tokens that a recruiter created, by structure and name."""
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
    """Revoke a token of a structure. False if there is none or it was revoked before."""
    row = session.scalar(select(ApiToken).where(ApiToken.id == token_id, ApiToken.structure_id == structure_id))
    if row is None or row.revoked_at is not None:
        return False
    row.revoked_at = clock.now()
    audit.record(session, actor=actor, act="token_revoked", subject=row.id)
    return True


def record_accesses(session: Session, program: ApiClient, candidate_ids: Iterable[str], act: str) -> None:
    """Record that a client read dossiers: in the audit log, and for the candidates to see."""
    now, ids = clock.now(), list(candidate_ids)
    client = {"token_id": program.token_id, "structure_id": program.structure_id}
    rows = [{"candidate_id": candidate_id, **client, "first_at": now, "last_at": now} for candidate_id in ids]
    upsert(session, table_of(ApiRead), rows, key=("candidate_id", "token_id"), changes={"last_at": now})
    for candidate_id in ids:
        audit.record(session, actor=program.actor, act=act, subject=candidate_id)


def list_accesses(session: Session, candidate: Candidate, *, at: visibility.Viewer | None = None) -> list[ClientAccess]:
    """Clients that read a dossier, by first access. Viewers see names of their structure's clients, the candidate (None) all."""
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
    """Delete tokens that ended `RETENTION` ago; returns how many."""
    before = clock.now() - RETENTION
    is_expired = or_(ApiToken.expires_at < before, ApiToken.revoked_at < before)
    return affected_rows(session, delete(ApiToken).where(is_expired))
