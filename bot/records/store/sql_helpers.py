"""SQL helpers: row counts, ids in bulk, upserts on SQLite and PostgreSQL."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Delete, Select, Table, Update, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


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


def increment(session: Session, table: Table, key: Mapping[str, Any], change: int = 1) -> None:
    """Add to the column `number` of a row, by its primary key; creates the row if needed. Atomic."""
    session.execute(
        insert_for(session, table)
        .values(**key, number=change)
        .on_conflict_do_update(index_elements=list(key), set_={"number": table.c.number + change})
    )
