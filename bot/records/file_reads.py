"""Who opened a file, by recruiter and structure: what is unread, and who read, for colleagues and for the person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot import clock
from bot.records.models import Candidate, FileRead, Recruiter, Structure, table_of
from bot.records.recruiters import SignedIn

NOWHERE = ""  # the structure of who administers, while they are at none


@dataclass(frozen=True)
class Readership:
    """Who read a file, first and last.

    Attributes:
        name: of a structure, or of a recruiter; None for who administers the service, at no structure.
        first_at: when the file was opened first.
        last_at: when last.
    """

    name: str | None
    first_at: datetime
    last_at: datetime


def mark_read(session: Session, me: SignedIn, candidate_id: str) -> None:
    """Keeps that somebody opened a file, on a page, on paper or to take it along."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    key = {"candidate_id": candidate_id, "recruiter_id": me.recruiter_id, "structure_id": me.structure_id or NOWHERE}
    now = clock.now()
    session.execute(
        insert(table_of(FileRead))
        .values(**key, first_at=now, last_at=now)
        .on_conflict_do_update(index_elements=list(key), set_={"last_at": now})
    )


def unread(me: SignedIn) -> ColumnElement[bool]:
    """Returns the condition on `Candidate` that somebody never opened a file where they are, or it changed since."""
    opened = select(FileRead.candidate_id).where(
        FileRead.candidate_id == Candidate.id,
        FileRead.recruiter_id == me.recruiter_id,
        FileRead.structure_id == (me.structure_id or NOWHERE),
        FileRead.last_at >= Candidate.updated_at,
    )
    return ~opened.exists()


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


def colleagues_of(session: Session, me: SignedIn, candidate_id: str) -> list[Readership]:
    """Returns who read a file where somebody is, by name: nobody else is told names."""
    rows = session.execute(
        select(Recruiter.name, FileRead.first_at, FileRead.last_at)
        .join(Recruiter, Recruiter.id == FileRead.recruiter_id)
        .where(FileRead.candidate_id == candidate_id, FileRead.structure_id == (me.structure_id or NOWHERE))
        .order_by(FileRead.first_at)
    )
    return [Readership(*row) for row in rows]
