"""Drafts that are measured, one at a time in the whole installation, in the order in which they came; what came out of it.

A measure waits (neither running, nor a result, nor a trouble), runs, and ends.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.models import ContentMeasure
from bot.records.store import audit
from bot.records.store.database import Database

FAILED, TOO_LONG, STOPPED = "failed", "too_long", "stopped"
_NO_LIFE = timedelta(seconds=30)
Key = tuple[str, str]  # document and recruiter


class BusyError(Exception):
    """Another draft of the same editor is measured, or waits for it."""


class CancelledError(Exception):
    """A measure that waited is no more."""


def _waits() -> ColumnElement[bool]:
    return and_(ContentMeasure.running.is_(None), ContentMeasure.result.is_(None), ContentMeasure.trouble.is_(None))


def is_waiting(measure: ContentMeasure) -> bool:
    """Returns whether others are measured before."""
    return measure.running is None and measure.result is None and measure.trouble is None


def enqueue(session: Session, document: str, recruiter_id: str, values: Mapping[str, Any], total: int) -> Key:
    """Lets a draft wait for its turn to be measured; what its author had measured of this document before goes.

    Args:
        session: an open session.
        document: its name.
        recruiter_id: the editor.
        values: the draft.
        total: how many questions will be answered.

    Raises:
        BusyError: another one of theirs does, or is measured.
    """
    reap_dead(session)
    of_theirs = select(func.count()).where(
        ContentMeasure.recruiter_id == recruiter_id, or_(ContentMeasure.running == 1, _waits())
    )
    if session.scalar(of_theirs):
        raise BusyError
    if (before := find(session, document, recruiter_id)) is not None:
        session.delete(before)
        session.flush()
    session.add(ContentMeasure(document=document, recruiter_id=recruiter_id, values=dict(values), total=total))
    try:
        session.flush()
    except IntegrityError as error:  # the same form, sent twice
        raise BusyError from error
    audit.record(session, actor=f"recruiter:{recruiter_id}", act="measured_content")
    return document, recruiter_id


def acquire_slot(database: Database, key: Key) -> bool:
    """Begins a measure that waits if none is before it; returns whether it did. It shows life either way.

    Raises:
        OverError: it waits no more.
    """
    try:
        with database.session_scope() as session:
            measured = session.get(ContentMeasure, key)
            if measured is None or not is_waiting(measured):
                raise CancelledError
            measured.alive_at = clock.now()
            reap_dead(session)
            if running(session) or count_ahead(session, measured):
                return False
            measured.running, measured.began_at = 1, clock.now()
    except IntegrityError:  # another one began at the same moment
        return False
    return True


def running(session: Session) -> ContentMeasure | None:
    """Returns the one that is measured now."""
    return session.scalar(select(ContentMeasure).where(ContentMeasure.running == 1))


def count_ahead(session: Session, measure: ContentMeasure) -> int:
    """Returns how many wait that came before one that waits."""
    came = (ContentMeasure.began_at, ContentMeasure.document, ContentMeasure.recruiter_id)
    is_before = tuple_(*came) < tuple_(*(literal(getattr(measure, one.key), one.type) for one in came))
    return session.scalar(select(func.count()).where(_waits(), is_before)) or 0


def find(session: Session, document: str, recruiter_id: str) -> ContentMeasure | None:
    """Returns what somebody last had measured of a document."""
    return session.get(ContentMeasure, (document, recruiter_id))


def heartbeat(session: Session, key: Key, done: int) -> None:
    """Notes how far a measure is."""
    of_it = update(ContentMeasure).where(
        ContentMeasure.document == key[0], ContentMeasure.recruiter_id == key[1], ContentMeasure.running == 1
    )
    session.execute(of_it.values(done=done, alive_at=clock.now()))


def finish(session: Session, key: Key, result: Mapping[str, Any] | None, trouble: str | None = None) -> None:
    """Notes what came out of a measure, or why nothing did."""
    measured = session.get(ContentMeasure, key)
    if measured is not None:
        measured.running, measured.result = None, dict(result) if result else None
        measured.trouble = trouble if trouble or result else FAILED


def reap_dead(session: Session) -> None:
    """Ends measures whose server stopped, those that wait too: they show no life."""
    is_open = or_(ContentMeasure.running == 1, _waits())
    lost = select(ContentMeasure).where(is_open, ContentMeasure.alive_at < clock.now() - _NO_LIFE)
    for measured in session.scalars(lost):
        measured.running, measured.trouble = None, STOPPED
    session.flush()
