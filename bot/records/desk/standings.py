"""What became of a file at a structure: set by a person, one step at a time, with who did so and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.accounts import webhooks
from bot.records.desk.visibility import Decider
from bot.records.models import Recruiter, Standing, Status, StatusChange, Structure, table_of
from bot.records.store import audit

# From each status to which; where a status is itself among them, only whether the candidate is told changes.
MOVES: Mapping[Status, tuple[Status, ...]] = {
    Status.NEW: (Status.INTERESTED, Status.NOT_INTERESTED),
    Status.INTERESTED: (Status.INTERESTED, Status.HIRED, Status.NOT_INTERESTED, Status.NEW),
    Status.NOT_INTERESTED: (Status.NOT_INTERESTED, Status.INTERESTED, Status.NEW),
    Status.HIRED: (Status.HIRED, Status.DONE, Status.INTERESTED),
    Status.DONE: (Status.DONE, Status.HIRED),
}
TOLD_UNLESS_ASKED = frozenset({Status.INTERESTED, Status.HIRED, Status.DONE})
_TABLE = table_of(Standing)


class ChangedMeanwhileError(Exception):
    """Somebody else gave the file another status since the form was made."""


class MoveRefusedError(Exception):
    """No step leads from the one status to the other."""


@dataclass(frozen=True)
class Change:
    """A change of a status.

    Attributes:
        status: from then on.
        at: when.
        by: the recruiter's name; None: erased since.
        told: whether the candidate is told.
    """

    status: Status
    at: datetime
    by: str | None
    told: bool


@dataclass(frozen=True)
class ToldStatus:
    """What a structure says to a candidate of where they stand."""

    structure: str
    status: Status
    at: datetime


def find(session: Session, candidate_id: str, structure_id: str | None) -> Standing | None:
    """Returns the standing of a candidate at a structure; None while the file is new, or at none."""
    return None if structure_id is None else session.get(Standing, (candidate_id, structure_id))


def change(session: Session, me: Decider, candidate_id: str, *, seen: Status, to: Status, told: bool) -> None:
    """Gives a file another status at the structure where somebody is.

    Args:
        session: an open session.
        me: who decides, at a structure.
        candidate_id: whose file; they may see it.
        seen: the status that they saw.
        to: the new one; the same changes only whether the candidate is told.
        told: the bot says it to the candidate who asks. That a file is new says nothing, and is never told.

    Raises:
        ChangedMeanwhileError: the status is not the one that they saw.
        MoveRefusedError: no step leads there.
    """
    if to not in MOVES[seen]:
        raise MoveRefusedError
    now, told = clock.now(), told and to is not Status.NEW
    row = {"status": to, "changed_at": now, "changed_by": me.recruiter_id, "told": told}
    key = {"candidate_id": candidate_id, "structure_id": me.structure_id}
    if not _moved(session, key, seen, row):
        raise ChangedMeanwhileError
    session.execute(insert(StatusChange).values(**key, status=to, at=now, by=me.recruiter_id, told=told))
    audit.record(session, actor=me.actor, act="changed_status", subject=candidate_id)
    if to is not seen:
        webhooks.status_changed(session, candidate_id, me.structure_id)


def _moved(session: Session, key: Mapping[str, str | None], seen: Status, row: Mapping[str, object]) -> bool:
    """Changes the row of the status that was seen, in one statement: of two who do so at once, one finds another."""
    is_seen = (_TABLE.c[name] == value for name, value in key.items())
    moved = session.execute(
        update(_TABLE).where(*is_seen, _TABLE.c.status == seen).values(**row).returning(_TABLE.c.status)
    ).all()
    if moved or seen is not Status.NEW:
        return bool(moved)
    add = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return bool(
        session.execute(add(_TABLE).values(**key, **row).on_conflict_do_nothing().returning(_TABLE.c.status)).all()
    )


def history(session: Session, candidate_id: str, structure_id: str | None) -> list[Change]:
    """Returns the changes of a status at a structure, oldest first."""
    rows = session.execute(
        select(StatusChange, Recruiter.name)
        .outerjoin(Recruiter, Recruiter.id == StatusChange.by)
        .where(StatusChange.candidate_id == candidate_id, StatusChange.structure_id == structure_id)
        .order_by(StatusChange.id)
    )
    return [Change(Status(row.status), row.at, name, row.told) for row, name in rows]


def told_to(session: Session, candidate_id: str) -> list[ToldStatus]:
    """Returns what structures say to a candidate of where they stand, the latest first."""
    rows = session.execute(
        select(Structure.name, Standing.status, Standing.changed_at)
        .join(Structure, Structure.id == Standing.structure_id)
        .where(Standing.candidate_id == candidate_id, Standing.told)
        .order_by(Standing.changed_at.desc())
    )
    return [ToldStatus(name, Status(status), at) for name, status, at in rows]
