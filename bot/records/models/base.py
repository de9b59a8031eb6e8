"""Base class, column types and helpers of all tables."""

import uuid
from datetime import UTC, datetime
from typing import cast

from sqlalchemy import DateTime, Index, Table, TypeDecorator, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase


class UtcDateTime(TypeDecorator[datetime]):
    """Timezone-aware UTC datetime on every database. SQLite drops the zone, which is restored on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Restore the zone."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Declarative base of all tables."""

    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012


def table_of(model: type[Base]) -> Table:
    """The Core table of a model.

    Statements that run for every message are Core statements compiled once: rebuilding them, or going through models, costs
    several times what SQLite needs to run them.
    """
    return cast(Table, model.__table__)


def new_id() -> str:
    """A random identifier."""
    return uuid.uuid4().hex


def partial_index(name: str, *columns: str, where: str) -> Index:
    """An index of the rows that meet a condition."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))
