"""SQL helpers: row counts, ids in bulk, upserts on SQLite and PostgreSQL."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Delete, Select, Table, Update, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.records.models import Base


def affected_rows(session: Session, statement: Delete | Update) -> int:
    """Execute a statement and return the number of its rows."""
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]


def fetch_ids(session: Session, rows: "Select[str]") -> list[str]:
    """Ids of a selection of one column, in no order.

    Fetched as one value: thousands of rows of one id each cost more than finding them.
    """
    subquery = rows.subquery()
    [column] = subquery.columns
    joined: str | None = session.scalar(select(func.aggregate_strings(column, ",")))
    return joined.split(",") if joined else []


def insert_for(session: Session, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert of the session's database, with `on_conflict_do_update`."""
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(table) if is_postgresql else sqlite.insert(table)


def upsert(
    session: Session,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    key: Collection[str],
    changes: Mapping[str, Any],
) -> None:
    """Insert rows; where one with the same key exists, change it instead. Each row is atomic, and they keep their order.

    Args:
        key: columns of the primary key.
        changes: new values by column, of rows that exist.
    """
    if rows:
        statement = insert_for(session, table).on_conflict_do_update(index_elements=list(key), set_=dict(changes))
        session.execute(statement, rows)


def increment(session: Session, table: Table, key: Mapping[str, Any], change: int = 1) -> None:
    """Add to the column `number` of a row, by its primary key; creates the row if needed. Atomic."""
    rows = [{**key, "number": change}]
    upsert(session, table, rows, key=key, changes={"number": table.c.number + change})


def count(session: Session, model: type[Base], *conditions: ColumnElement[bool]) -> int:
    """Number of rows that meet all conditions."""
    return session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0
