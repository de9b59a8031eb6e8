"""Deleting rows."""

from sqlalchemy import Delete
from sqlalchemy.orm import Session


def count_deleted(session: Session, rows: Delete) -> int:
    """Deletes rows and returns how many there were."""
    return int(session.execute(rows).rowcount)  # type: ignore[attr-defined]
