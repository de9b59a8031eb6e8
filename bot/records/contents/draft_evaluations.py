"""Queue of draft evaluations, one at a time per installation, and their results.

An evaluation waits (neither running, nor a result, nor an error), runs, and ends.
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
_HEARTBEAT_TIMEOUT = timedelta(seconds=30)
Key = tuple[str, str]  # document and recruiter


class BusyError(Exception):
    """Another draft of the same editor is being evaluated or waits."""


class CancelledError(Exception):
    """The waiting evaluation no longer exists."""


def _waits() -> ColumnElement[bool]:
    return and_(ContentMeasure.running.is_(None), ContentMeasure.result.is_(None), ContentMeasure.trouble.is_(None))


def is_waiting(measure: ContentMeasure) -> bool:
    """Whether the evaluation is still in the queue."""
    return measure.running is None and measure.result is None and measure.trouble is None


def enqueue(session: Session, document: str, recruiter_id: str, values: Mapping[str, Any], total: int) -> Key:
    """Queue an evaluation of a draft, replacing the editor's earlier one of the document.

    Args:
        total: number of questions to answer.

    Raises:
        BusyError: another one of the editor's waits or runs.
    """
    reap_dead(session)
    own = select(func.count()).where(
        ContentMeasure.recruiter_id == recruiter_id, or_(ContentMeasure.running == 1, _waits())
    )
    if session.scalar(own):
        raise BusyError
    if (previous := find(session, document, recruiter_id)) is not None:
        session.delete(previous)
        session.flush()
    session.add(ContentMeasure(document=document, recruiter_id=recruiter_id, values=dict(values), total=total))
    try:
        session.flush()
    except IntegrityError as error:  # the same form, sent twice
        raise BusyError from error
    audit.record(session, actor=f"recruiter:{recruiter_id}", act="measured_content")
    return document, recruiter_id


def acquire_slot(database: Database, key: Key) -> bool:
    """Start a waiting evaluation if it is next. Sends a heartbeat either way.

    Raises:
        CancelledError: it no longer waits.
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
    """The evaluation in progress."""
    return session.scalar(select(ContentMeasure).where(ContentMeasure.running == 1))


def count_ahead(session: Session, measure: ContentMeasure) -> int:
    """Number of evaluations queued before this one."""
    order = (ContentMeasure.began_at, ContentMeasure.document, ContentMeasure.recruiter_id)
    is_before = tuple_(*order) < tuple_(*(literal(getattr(measure, one.key), one.type) for one in order))
    return session.scalar(select(func.count()).where(_waits(), is_before)) or 0


def find(session: Session, document: str, recruiter_id: str) -> ContentMeasure | None:
    """An editor's last evaluation of a document."""
    return session.get(ContentMeasure, (document, recruiter_id))


def heartbeat(session: Session, key: Key, done: int) -> None:
    """Record the progress of an evaluation."""
    of_it = update(ContentMeasure).where(
        ContentMeasure.document == key[0], ContentMeasure.recruiter_id == key[1], ContentMeasure.running == 1
    )
    session.execute(of_it.values(done=done, alive_at=clock.now()))


def finish(session: Session, key: Key, result: Mapping[str, Any] | None, trouble: str | None = None) -> None:
    """Record the result of an evaluation, or why there is none."""
    measured = session.get(ContentMeasure, key)
    if measured is not None:
        measured.running, measured.result = None, dict(result) if result else None
        measured.trouble = trouble if trouble or result else FAILED


def reap_dead(session: Session) -> None:
    """End running and waiting evaluations whose process sends no heartbeat."""
    is_open = or_(ContentMeasure.running == 1, _waits())
    lost = select(ContentMeasure).where(is_open, ContentMeasure.alive_at < clock.now() - _HEARTBEAT_TIMEOUT)
    for measured in session.scalars(lost):
        measured.running, measured.trouble = None, STOPPED
    session.flush()
