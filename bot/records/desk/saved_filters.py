"""Filters of the list that a recruiter saved, for themselves, at a structure."""

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.models import NO_STRUCTURE, SavedFilter
from bot.records.store import audit
from bot.records.store.sql_helpers import affected_rows, count

MAX_FILTERS, MAX_NAME_LENGTH = 20, 60


class TooManyFiltersError(Exception):
    """The recruiter already has `MAX_FILTERS` filters."""


def list_filters(session: Session, me: RecruiterUser) -> list[SavedFilter]:
    """The recruiter's filters at their structure, by name."""
    rows = session.scalars(select(SavedFilter).where(*_own(me)))
    return sorted(rows, key=lambda row: row.name.casefold())


def save(session: Session, me: RecruiterUser, name: str, content: dict[str, Any]) -> None:
    """Save a filter, replacing one with the same name.

    Raises:
        TooManyFiltersError: there are `MAX_FILTERS` already.
    """
    same = next((row for row in list_filters(session, me) if row.name.casefold() == name.casefold()), None)
    if same is not None:
        same.name, same.content = name, content
        audit.record(session, actor=me.actor, act="kept_filter", subject=same.id)
        return
    if count(session, SavedFilter, *_own(me)) >= MAX_FILTERS:
        raise TooManyFiltersError
    row = SavedFilter(
        recruiter_id=me.recruiter_id, structure_id=me.structure_id or NO_STRUCTURE, name=name, content=content
    )
    session.add(row)
    session.flush()
    audit.record(session, actor=me.actor, act="kept_filter", subject=row.id)


def find(session: Session, me: RecruiterUser, filter_id: str) -> SavedFilter | None:
    """The recruiter's filter with this id."""
    return session.scalar(select(SavedFilter).where(SavedFilter.id == filter_id, *_own(me)))


def remove(session: Session, me: RecruiterUser, filter_id: str) -> None:
    """Delete the recruiter's filter with this id, if it exists."""
    if affected_rows(session, delete(SavedFilter).where(SavedFilter.id == filter_id, *_own(me))):
        audit.record(session, actor=me.actor, act="deleted_filter", subject=filter_id)


def _own(me: RecruiterUser) -> tuple[Any, ...]:
    return SavedFilter.recruiter_id == me.recruiter_id, SavedFilter.structure_id == (me.structure_id or NO_STRUCTURE)
