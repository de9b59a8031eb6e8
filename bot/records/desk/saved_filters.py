"""Filters of the list that recruiters keep: their own, at a structure."""

from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.models import SavedFilter
from bot.records.store import audit
from bot.records.store.sql_helpers import affected_rows

MOST, LONGEST_NAME = 20, 60


class TooManyFiltersError(Exception):
    """So many are kept already."""


def of(session: Session, me: RecruiterUser) -> list[SavedFilter]:
    """Returns the filters that somebody keeps where they are, by name."""
    rows = session.scalars(select(SavedFilter).where(*_own(me)))
    return sorted(rows, key=lambda row: row.name.casefold())


def keep(session: Session, me: RecruiterUser, name: str, content: dict[str, Any]) -> None:
    """Keeps a filter; one of the same name gives way.

    Raises:
        TooManyFiltersError: there are `MOST` already.
    """
    same = next((row for row in of(session, me) if row.name.casefold() == name.casefold()), None)
    if same is not None:
        same.name, same.content = name, content
        audit.record(session, actor=me.actor, act="kept_filter", subject=same.id)
        return
    if (session.scalar(select(func.count()).where(*_own(me))) or 0) >= MOST:
        raise TooManyFiltersError
    row = SavedFilter(recruiter_id=me.recruiter_id, structure_id=me.structure_id or "", name=name, content=content)
    session.add(row)
    session.flush()
    audit.record(session, actor=me.actor, act="kept_filter", subject=row.id)


def find(session: Session, me: RecruiterUser, filter_id: str) -> SavedFilter | None:
    """Returns a filter of somebody's own, None if there is none of this id."""
    return session.scalar(select(SavedFilter).where(SavedFilter.id == filter_id, *_own(me)))


def forget(session: Session, me: RecruiterUser, filter_id: str) -> None:
    """Deletes a filter of somebody's own; one that is not there is gone already."""
    if affected_rows(session, delete(SavedFilter).where(SavedFilter.id == filter_id, *_own(me))):
        audit.record(session, actor=me.actor, act="deleted_filter", subject=filter_id)


def _own(me: RecruiterUser) -> tuple[Any, ...]:
    return SavedFilter.recruiter_id == me.recruiter_id, SavedFilter.structure_id == (me.structure_id or "")
