"""Who opened a dossier, by recruiter and structure: shown to colleagues and to the candidate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.models import NO_STRUCTURE, FileRead, Recruiter, Structure, table_of
from bot.records.store.sql_helpers import upsert


@dataclass(frozen=True)
class AccessSummary:
    """First and last access to a dossier by a structure or by a recruiter.

    Attributes:
        name: of the structure or recruiter; empty if the account was erased, None for a service-wide administrator.
    """

    name: str | None
    first_at: datetime
    last_at: datetime


def record_access(session: Session, me: RecruiterUser, ids: Sequence[str], *, opened: bool = True) -> None:
    """Record that a recruiter accessed dossiers.

    Args:
        opened: the dossier itself, on screen or printed. False for an anonymous answer or an exported list.
    """
    now = clock.now()
    changed = {"last_at": now} | ({"opened_at": now} if opened else {})
    key = {"recruiter_id": me.recruiter_id, "structure_id": me.structure_id or NO_STRUCTURE}
    rows = [{"candidate_id": candidate_id, **key, "first_at": now, **changed} for candidate_id in ids]
    upsert(session, table_of(FileRead), rows, key=("candidate_id", *key), changes=changed)


def has_opened(session: Session, me: RecruiterUser, candidate_id: str) -> bool:
    """Whether the recruiter has opened the dossier at their structure, and so knows the candidate's name."""
    row = session.get(FileRead, (candidate_id, me.recruiter_id, me.structure_id or NO_STRUCTURE))
    return row is not None and row.opened_at is not None


def structures_with_access(session: Session, candidate_id: str) -> list[AccessSummary]:
    """Structures that accessed a dossier, earliest first. The candidate and every recruiter may see this."""
    first, last = func.min(FileRead.first_at), func.max(FileRead.last_at)
    rows = session.execute(
        select(Structure.name, first, last)
        .select_from(FileRead)
        .outerjoin(Structure, Structure.id == FileRead.structure_id)
        .where(FileRead.candidate_id == candidate_id)
        .group_by(Structure.id, Structure.name)
        .order_by(first)
    )
    return [AccessSummary(*row) for row in rows]


def colleagues_with_access(session: Session, me: RecruiterUser, candidate_id: str) -> list[AccessSummary]:
    """Recruiters of the viewer's structure who accessed a dossier, by name. Other structures never see names."""
    rows = session.execute(
        select(Recruiter.name, FileRead.first_at, FileRead.last_at)
        .join(Recruiter, Recruiter.id == FileRead.recruiter_id)
        .where(FileRead.candidate_id == candidate_id, FileRead.structure_id == (me.structure_id or NO_STRUCTURE))
        .order_by(FileRead.first_at)
    )
    return [AccessSummary(*row) for row in rows]
