"""What recruiters write about a candidate for colleagues of their structure; the candidate may read it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.base.text_cleanup import clean_lines
from bot.records.accounts.recruiters import SignedIn
from bot.records.models import PrivateNote, Recruiter, Structure
from bot.records.store import audit

LONGEST = 2000


@dataclass(frozen=True)
class Written:
    """A note as colleagues read it; `by` is its author's name, None: erased since."""

    id: int
    text: str
    at: datetime
    by: str | None
    is_mine: bool


def notes_of(session: Session, me: SignedIn, candidate_id: str) -> list[Written]:
    """Returns what the structure where somebody is wrote about a candidate, newest first."""
    rows = session.execute(
        select(PrivateNote, Recruiter.name)
        .outerjoin(Recruiter, Recruiter.id == PrivateNote.recruiter_id)
        .where(PrivateNote.candidate_id == candidate_id, PrivateNote.structure_id == me.structure_id)
        .order_by(PrivateNote.id.desc())
    )
    return [Written(row.id, row.text, row.at, name, row.recruiter_id == me.recruiter_id) for row, name in rows]


def counted(session: Session, candidate_id: str) -> list[tuple[str, int]]:
    """Returns how many notes each structure wrote about a candidate, by its name."""
    rows = session.execute(
        select(Structure.name, func.count())
        .join(PrivateNote, PrivateNote.structure_id == Structure.id)
        .where(PrivateNote.candidate_id == candidate_id)
        .group_by(Structure.name)
        .order_by(Structure.name)
    )
    return [(name, number) for name, number in rows]


def write(session: Session, me: SignedIn, candidate_id: str, text: str) -> None:
    """Adds a note at the structure where somebody is."""
    row = PrivateNote(
        candidate_id=candidate_id, structure_id=me.structure_id, recruiter_id=me.recruiter_id, text=clean_lines(text)
    )
    session.add(row)
    audit.record(session, actor=me.actor, act="wrote_private_note", subject=candidate_id)


def delete_own(session: Session, me: SignedIn, candidate_id: str, note_id: int) -> bool:
    """Deletes a note that somebody wrote where they are; returns whether there was one."""
    row = session.get(PrivateNote, note_id)
    if row is None or (row.candidate_id, row.structure_id, row.recruiter_id) != (
        candidate_id, me.structure_id, me.recruiter_id,
    ):  # fmt: skip
        return False
    session.delete(row)
    audit.record(session, actor=me.actor, act="deleted_private_note", subject=candidate_id)
    return True
