"""Sealed values of a whole database: under which keys they are, and sealed anew under another."""

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.records.models import Base
from bot.records.store.encrypted_types import Encrypted
from bot.records.store.keys import ID_BYTES, Keyring

_ROWS_AT_ONCE = 200


def encrypted_columns(table: sa.Table) -> dict[str, Encrypted[Any]]:
    """Returns the sealed columns of a table, by name."""
    return {column.name: column.type for column in table.columns if isinstance(column.type, Encrypted)}


def raw_table(table: sa.Table, *names: str) -> sa.TableClause:
    """Returns a table whose values are read and written as they lie in the database."""
    return sa.table(table.name, *map(sa.column, dict.fromkeys(names)))


def _sealed_tables() -> Iterator[tuple[sa.Table, dict[str, Encrypted[Any]]]]:
    for table in Base.metadata.sorted_tables:
        if columns := encrypted_columns(table):
            yield table, columns


def key_ids(connection: Connection) -> set[bytes]:
    """Returns the ids of the keys of one value of each sealed column: what rows are sealed with, in one look."""
    found = set()
    for table, columns in _sealed_tables():
        raw = raw_table(table, *columns)
        for name in columns:
            value = connection.scalar(sa.select(raw.c[name]).where(raw.c[name].is_not(None)).limit(1))
            if value is not None:
                found.add(bytes(value[:ID_BYTES]))
    return found


def check_keys(connection: Connection, ring: Keyring) -> None:
    """Makes sure that what is stored can be read with these keys.

    Raises:
        KeysError: it cannot.
    """
    for key_id in key_ids(connection):
        ring.key_of(key_id)


def reencrypt(connection: Connection, old: Keyring, new: Keyring, tell: Callable[[str], None]) -> int:
    """Seals every value under the current key of `new`, in the connection's transaction; returns how many rows changed.

    Args:
        connection: of the database; nobody else writes meanwhile.
        old: opens what is stored.
        new: its current key seals.
        tell: told of progress, a line a table.
    """
    changed = 0
    for table, columns in _sealed_tables():
        keys = [column.name for column in table.primary_key]
        raw = raw_table(table, *keys, *columns)
        change = (
            sa.update(raw)
            .where(*(raw.c[name] == sa.bindparam(f"is_{name}") for name in keys))
            .values({name: sa.bindparam(f"new_{name}") for name in columns})
        )
        told_apart = connection.execute(sa.select(*(raw.c[name] for name in keys))).all()
        for start in range(0, len(told_apart), _ROWS_AT_ONCE):
            some = [
                sa.and_(*(raw.c[name] == value for name, value in zip(keys, row, strict=True)))
                for row in told_apart[start : start + _ROWS_AT_ONCE]
            ]
            values = [
                {f"is_{name}": row[name] for name in keys}
                | {
                    f"new_{name}": None if row[name] is None else kind.reseal(bytes(row[name]), old, new)
                    for name, kind in columns.items()
                }
                for row in connection.execute(sa.select(raw).where(sa.or_(*some))).mappings()
            ]
            connection.execute(change, values)
            changed += len(values)
        if told_apart:
            tell(f"{table.name}: {len(told_apart)} rows")
    return changed
