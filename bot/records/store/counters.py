"""Rows that only count: one for each key, made by the first who counts."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def increment(session: Session, table: Table, key: Mapping[str, Any], change: int = 1) -> None:
    """Adds to the number of a row, whoever else does so at the same moment.

    Args:
        session: an open session.
        table: with a column `number` beside its primary key.
        key: the primary key, by column.
        change: what is added.
    """
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(
        insert(table)
        .values(**key, number=change)
        .on_conflict_do_update(index_elements=list(key), set_={"number": table.c.number + change})
    )
