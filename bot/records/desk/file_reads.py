"""Who opened a file, by recruiter and structure: who read, for colleagues and for the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.models import FileRead, Recruiter, Structure, table_of

_KEY = ("candidate_id", "recruiter_id", "structure_id")
NOWHERE = ""  # the structure of who administers, while they are at none


@dataclass(frozen=True)
class Readership:
    """Who read a file, first and last.

    Attributes:
        name: of a structure, or of a recruiter, empty once their account is erased; None for who administers the service, at
            no structure.
        first_at: when the file was opened first.
        last_at: when last.
    """

    name: str | None
    first_at: datetime
    last_at: datetime


def mark_read(session: Session, me: RecruiterUser, ids: Sequence[str], *, opened: bool = True) -> None:
    """Keeps that somebody read of files.

    Args:
        session: an open session.
        me: who.
        ids: of candidates.
        opened: the file itself, on a page or on paper; else an answer without its name, or a list that was taken along.
    """
    if not ids:
        return
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    now, here = clock.now(), me.structure_id or NOWHERE
    moments = {"first_at": now, "last_at": now} | ({"opened_at": now} if opened else {})
    row = insert(table_of(FileRead))
    changed = {name: row.excluded[name] for name in moments if name != "first_at"}
    session.execute(
        row.on_conflict_do_update(index_elements=_KEY, set_=changed),
        [{"candidate_id": one, "recruiter_id": me.recruiter_id, "structure_id": here, **moments} for one in ids],
    )


def has_opened(session: Session, me: RecruiterUser, candidate_id: str) -> bool:
    """Returns whether somebody has opened a file where they are: they know whose it is."""
    row = session.get(FileRead, (candidate_id, me.recruiter_id, me.structure_id or NOWHERE))
    return row is not None and row.opened_at is not None


def readers_of(session: Session, candidate_id: str) -> list[Readership]:
    """Returns the structures that read a file, the first to do so first: what its author is told, and everybody else."""
    first, last = func.min(FileRead.first_at), func.max(FileRead.last_at)
    rows = session.execute(
        select(Structure.name, first, last)
        .select_from(FileRead)
        .outerjoin(Structure, Structure.id == FileRead.structure_id)
        .where(FileRead.candidate_id == candidate_id)
        .group_by(Structure.id, Structure.name)
        .order_by(first)
    )
    return [Readership(*row) for row in rows]


def colleagues_of(session: Session, me: RecruiterUser, candidate_id: str) -> list[Readership]:
    """Returns who read a file where somebody is, by name: nobody else is told names."""
    rows = session.execute(
        select(Recruiter.name, FileRead.first_at, FileRead.last_at)
        .join(Recruiter, Recruiter.id == FileRead.recruiter_id)
        .where(FileRead.candidate_id == candidate_id, FileRead.structure_id == (me.structure_id or NOWHERE))
        .order_by(FileRead.first_at)
    )
    return [Readership(*row) for row in rows]
