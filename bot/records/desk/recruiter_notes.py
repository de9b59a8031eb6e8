"""Notes that recruiters write about a candidate for colleagues of their structure. The candidate may read them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.base.text_cleanup import clean_lines
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.models import PrivateNote, Recruiter, Structure
from bot.records.store import audit

MAX_LENGTH = 2000


@dataclass(frozen=True)
class RecruiterNote:
    """A note as colleagues see it; `by` is the author's name, None if the account was erased."""

    id: int
    text: str
    at: datetime
    by: str | None
    is_mine: bool


def list_notes(session: Session, me: RecruiterUser, candidate_id: str) -> list[RecruiterNote]:
    """Notes of the viewer's structure about a candidate, newest first."""
    rows = session.execute(
        select(PrivateNote, Recruiter.name)
        .outerjoin(Recruiter, Recruiter.id == PrivateNote.recruiter_id)
        .where(PrivateNote.candidate_id == candidate_id, PrivateNote.structure_id == me.structure_id)
        .order_by(PrivateNote.id.desc())
    )
    return [RecruiterNote(row.id, row.text, row.at, name, row.recruiter_id == me.recruiter_id) for row, name in rows]


def count_by_structure(session: Session, candidate_id: str) -> list[tuple[str, int]]:
    """(structure name, number of notes) for a candidate."""
    rows = session.execute(
        select(Structure.name, func.count())
        .join(PrivateNote, PrivateNote.structure_id == Structure.id)
        .where(PrivateNote.candidate_id == candidate_id)
        .group_by(Structure.name)
        .order_by(Structure.name)
    )
    return [(name, number) for name, number in rows]


def write(session: Session, me: RecruiterUser, candidate_id: str, text: str) -> None:
    """Add a note for the recruiter's structure."""
    row = PrivateNote(
        candidate_id=candidate_id, structure_id=me.structure_id, recruiter_id=me.recruiter_id, text=clean_lines(text)
    )
    session.add(row)
    audit.record(session, actor=me.actor, act="wrote_private_note", subject=candidate_id)


def delete_own(session: Session, me: RecruiterUser, candidate_id: str, note_id: int) -> bool:
    """Delete a note that the recruiter wrote at this structure; False if there is none."""
    row = session.get(PrivateNote, note_id)
    if row is None or (row.candidate_id, row.structure_id, row.recruiter_id) != (
        candidate_id, me.structure_id, me.recruiter_id,
    ):  # fmt: skip
        return False
    session.delete(row)
    audit.record(session, actor=me.actor, act="deleted_private_note", subject=candidate_id)
    return True
