"""What all tables share."""

import uuid
from datetime import UTC, datetime
from typing import cast

from sqlalchemy import DateTime, Index, Table, TypeDecorator, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime on every database (SQLite drops the zone: it is put back on reading)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Returns the stored moment with its zone."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Declarative base of all tables."""


def table_of(model: type[Base]) -> Table:
    """Returns the table of a model.

    What every message asks is a statement on tables, made once: building it anew, or as one on models, costs several
    times what SQLite needs to run it.
    """
    return cast(Table, model.__table__)


def new_id() -> str:
    """Returns a random identifier that says nothing of the person."""
    return uuid.uuid4().hex


def partial_index(name: str, *columns: str, where: str) -> Index:
    """Returns an index of the rows that a condition holds for."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))
