"""Cursor-paginated list of candidates for the API, in order of registration.

Filters look only at what candidates said and did, never at anything inferred.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from bot.records.desk.visibility import Viewer, visible_candidates_filter
from bot.records.models import Candidate, Standing, Status

_ID_LENGTH = 32


class CursorError(ValueError):
    """The cursor was not issued by this API."""


@dataclass(frozen=True)
class Filters:
    """Filters of the list; None does not filter.

    Attributes:
        departement: code of the candidate's département.
        available_before: available on this day or earlier.
        complete: whether the candidate confirmed the registration.
        status: at the viewer's structure.
        updated_since: the dossier changed at this time or later.
    """

    departement: str | None = None
    available_before: date | None = None
    complete: bool | None = None
    status: Status | None = None
    updated_since: datetime | None = None


@dataclass(frozen=True)
class Listed:
    """A candidate and their status at the viewer's structure."""

    candidate: Candidate
    status: Status


@dataclass(frozen=True)
class Page:
    """One page; `following` is the cursor of the next page, None on the last."""

    rows: Sequence[Listed]
    following: str | None


def list_page(session: Session, me: Viewer, filters: Filters, *, cursor: str | None, most: int) -> Page:
    """One page of the candidates that the viewer may see.

    Args:
        cursor: `following` of the previous page; None for the first.

    Raises:
        CursorError: the cursor is malformed.
    """
    at_structure = and_(Standing.candidate_id == Candidate.id, Standing.structure_id == me.structure_id)
    rows = (
        select(Candidate, Standing.status)
        .outerjoin(Standing, at_structure)
        .where(visible_candidates_filter(session, me), *_conditions(filters))
        .order_by(Candidate.created_at, Candidate.id)
        .limit(most + 1)
    )
    if cursor is not None:
        at, after = _decode_cursor(cursor)
        is_same_time = and_(Candidate.created_at == at, Candidate.id > after)
        rows = rows.where(or_(Candidate.created_at > at, is_same_time))
    listed = [Listed(candidate, Status(status or Status.NEW)) for candidate, status in session.execute(rows)]
    last = listed[most - 1].candidate if len(listed) > most else None
    return Page(listed[:most], None if last is None else _encode_cursor(last))


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.departement is not None:
        conditions.append(Candidate.departement == filters.departement)
    if filters.available_before is not None:
        conditions.append(Candidate.available_from <= filters.available_before)
    if filters.complete is not None:
        confirmed_at = Candidate.confirmed_at
        conditions.append(confirmed_at.is_not(None) if filters.complete else confirmed_at.is_(None))
    if filters.updated_since is not None:
        conditions.append(Candidate.updated_at >= filters.updated_since)
    if filters.status is Status.NEW:
        conditions.append(or_(Standing.status.is_(None), Standing.status == Status.NEW))
    elif filters.status is not None:
        conditions.append(Standing.status == filters.status)
    return conditions


def _encode_cursor(candidate: Candidate) -> str:
    values = json.dumps([candidate.created_at.isoformat(), candidate.id])
    return urlsafe_b64encode(values.encode()).decode().rstrip("=")


def _decode_cursor(cursor: str) -> tuple[datetime, str]:
    try:
        at, after = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        created_at = datetime.fromisoformat(at)
        if created_at.utcoffset() is None or created_at.utcoffset() or len(after) != _ID_LENGTH or not after.isalnum():
            raise CursorError
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise CursorError from error
    return created_at, after


def list_confirmed(session: Session, me: Viewer) -> list[Candidate]:
    """Visible candidates who confirmed their registration, in order of registration."""
    rows = select(Candidate).where(visible_candidates_filter(session, me), Candidate.confirmed_at.is_not(None))
    return list(session.scalars(rows.order_by(Candidate.created_at, Candidate.id)))
