"""Drafts that are measured, one at a time in the whole installation, and what came out of it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import clock
from bot.records import audit
from bot.records.models import ContentMeasure

FAILED, TOO_LONG, STOPPED = "failed", "too_long", "stopped"
_NO_LIFE = timedelta(seconds=30)
Key = tuple[str, str]  # document and recruiter


class BusyError(Exception):
    """Another draft is being measured."""


def begin(session: Session, document: str, recruiter_id: str, values: Mapping[str, Any], total: int) -> Key:
    """Claims the one place in which a draft is measured; what its author had measured of this document before goes.

    Args:
        session: an open session.
        document: its name.
        recruiter_id: the editor.
        values: the draft.
        total: how many questions will be answered.

    Raises:
        BusyError: it is taken.
    """
    end_lost(session)
    if (before := find(session, document, recruiter_id)) is not None:
        if before.running:
            raise BusyError
        session.delete(before)
        session.flush()
    session.add(
        ContentMeasure(document=document, recruiter_id=recruiter_id, running=1, values=dict(values), total=total)
    )
    try:
        session.flush()
    except IntegrityError as error:
        raise BusyError from error
    audit.record(session, actor=f"recruiter:{recruiter_id}", act="measured_content")
    return document, recruiter_id


def find(session: Session, document: str, recruiter_id: str) -> ContentMeasure | None:
    """Returns what somebody last had measured of a document."""
    return session.get(ContentMeasure, (document, recruiter_id))


def show_life(session: Session, key: Key, done: int) -> None:
    """Notes how far a measure is."""
    of_it = update(ContentMeasure).where(
        ContentMeasure.document == key[0], ContentMeasure.recruiter_id == key[1], ContentMeasure.running == 1
    )
    session.execute(of_it.values(done=done, alive_at=clock.now()))


def end(session: Session, key: Key, result: Mapping[str, Any] | None, trouble: str | None = None) -> None:
    """Notes what came out of a measure, or why nothing did."""
    measured = session.get(ContentMeasure, key)
    if measured is not None:
        measured.running, measured.result, measured.trouble = None, dict(result) if result else None, trouble


def end_lost(session: Session) -> None:
    """Ends the measure whose server stopped: it shows no life."""
    lost = select(ContentMeasure).where(ContentMeasure.running == 1, ContentMeasure.alive_at < clock.now() - _NO_LIFE)
    for measured in session.scalars(lost):
        measured.running, measured.trouble = None, STOPPED
    session.flush()
