"""Status of an application at a structure: set by recruiters, one transition at a time, with a history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.accounts import webhooks
from bot.records.desk.visibility import Decider
from bot.records.models import Recruiter, Standing, Status, StatusChange, Structure, table_of
from bot.records.store import audit
from bot.records.store.sql_helpers import insert_for

# Allowed transitions. One to the same status changes only whether it is shared with the candidate.
TRANSITIONS: Mapping[Status, tuple[Status, ...]] = {
    Status.NEW: (Status.INTERESTED, Status.NOT_INTERESTED),
    Status.INTERESTED: (Status.INTERESTED, Status.HIRED, Status.NOT_INTERESTED, Status.NEW),
    Status.NOT_INTERESTED: (Status.NOT_INTERESTED, Status.INTERESTED, Status.NEW),
    Status.HIRED: (Status.HIRED, Status.DONE, Status.INTERESTED),
    Status.DONE: (Status.DONE, Status.HIRED),
}
SHARED_BY_DEFAULT = frozenset({Status.INTERESTED, Status.HIRED, Status.DONE})
_TABLE = table_of(Standing)


class StaleStatusError(Exception):
    """The status changed since the form was displayed."""


class InvalidTransitionError(Exception):
    """The status cannot be changed to the requested one."""


@dataclass(frozen=True)
class StatusTransition:
    """One entry of the history.

    Attributes:
        by: the recruiter's name; None if the account was erased.
        told: whether the candidate may see the status.
    """

    status: Status
    at: datetime
    by: str | None
    told: bool


@dataclass(frozen=True)
class SharedStatus:
    """A status that a structure shares with the candidate."""

    structure: str
    status: Status
    at: datetime


def find(session: Session, candidate_id: str, structure_id: str | None) -> Standing | None:
    """The status row of a candidate at a structure; None while it is new, or without a structure."""
    return None if structure_id is None else session.get(Standing, (candidate_id, structure_id))


def change_status(session: Session, me: Decider, candidate_id: str, *, seen: Status, to: Status, told: bool) -> None:
    """Change the status of a candidate at the recruiter's structure.

    Args:
        candidate_id: the caller has checked that it is visible.
        seen: status shown on the form (optimistic lock).
        to: the same status changes only `told`.
        told: share the status with the candidate. `NEW` is never shared.

    Raises:
        StaleStatusError: the current status is not `seen`.
        InvalidTransitionError: `TRANSITIONS` does not allow it.
    """
    if to not in TRANSITIONS[seen]:
        raise InvalidTransitionError
    now, told = clock.now(), told and to is not Status.NEW
    row = {"status": to, "changed_at": now, "changed_by": me.recruiter_id, "told": told}
    key = {"candidate_id": candidate_id, "structure_id": me.structure_id}
    if not _update_if_unchanged(session, key, seen, row):
        raise StaleStatusError
    session.execute(insert(StatusChange).values(**key, status=to, at=now, by=me.recruiter_id, told=told))
    audit.record(session, actor=me.actor, act="changed_status", subject=candidate_id)
    if to is not seen:
        webhooks.status_changed(session, candidate_id, me.structure_id)


def _update_if_unchanged(
    session: Session, key: Mapping[str, str | None], seen: Status, row: Mapping[str, object]
) -> bool:
    """Update the row atomically if it still has the expected status; of two simultaneous changes one fails."""
    is_seen = (_TABLE.c[name] == value for name, value in key.items())
    updated = session.execute(
        update(_TABLE).where(*is_seen, _TABLE.c.status == seen).values(**row).returning(_TABLE.c.status)
    ).all()
    if updated or seen is not Status.NEW:
        return bool(updated)
    added = insert_for(session, _TABLE).values(**key, **row).on_conflict_do_nothing()
    return bool(session.execute(added.returning(_TABLE.c.status)).all())


def history(session: Session, candidate_id: str, structure_id: str | None) -> list[StatusTransition]:
    """Transitions of a candidate's status at a structure, oldest first."""
    rows = session.execute(
        select(StatusChange, Recruiter.name)
        .outerjoin(Recruiter, Recruiter.id == StatusChange.by)
        .where(StatusChange.candidate_id == candidate_id, StatusChange.structure_id == structure_id)
        .order_by(StatusChange.id)
    )
    return [StatusTransition(Status(row.status), row.at, name, row.told) for row, name in rows]


def shared_with_candidate(session: Session, candidate_id: str) -> list[SharedStatus]:
    """Statuses that structures share with a candidate, latest first."""
    rows = session.execute(
        select(Structure.name, Standing.status, Standing.changed_at)
        .join(Structure, Structure.id == Standing.structure_id)
        .where(Standing.candidate_id == candidate_id, Standing.told)
        .order_by(Standing.changed_at.desc())
    )
    return [SharedStatus(name, Status(status), at) for name, status, at in rows]
