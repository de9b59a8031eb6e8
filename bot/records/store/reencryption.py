"""Re-encrypting a whole database under another key."""

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.records.models import Base
from bot.records.store.encrypted_types import Encrypted
from bot.records.store.keys import ID_BYTES, Keyring

_BATCH = 200


def encrypted_columns(table: sa.Table) -> dict[str, Encrypted[Any]]:
    """Encrypted columns of a table, by name."""
    return {column.name: column.type for column in table.columns if isinstance(column.type, Encrypted)}


def raw_table(table: sa.Table, *names: str) -> sa.TableClause:
    """A table whose columns are read and written as ciphertext."""
    return sa.table(table.name, *map(sa.column, dict.fromkeys(names)))


def _encrypted_tables() -> Iterator[tuple[sa.Table, dict[str, Encrypted[Any]]]]:
    for table in Base.metadata.sorted_tables:
        if columns := encrypted_columns(table):
            yield table, columns


def key_ids(connection: Connection) -> set[bytes]:
    """Key ids found in the database, from one value of each encrypted column."""
    ids = set()
    for table, columns in _encrypted_tables():
        raw = raw_table(table, *columns)
        for name in columns:
            value = connection.scalar(sa.select(raw.c[name]).where(raw.c[name].is_not(None)).limit(1))
            if value is not None:
                ids.add(bytes(value[:ID_BYTES]))
    return ids


def check_keys(connection: Connection, ring: Keyring) -> None:
    """Check that these keys can decrypt what is stored.

    Raises:
        KeysError: they cannot.
    """
    for key_id in key_ids(connection):
        ring.key_of(key_id)


def reencrypt(connection: Connection, old: Keyring, new: Keyring, tell: Callable[[str], None]) -> int:
    """Re-encrypt every value under the current key of `new`, in the connection's transaction; returns the number of rows.

    No one else may write meanwhile. `tell` gets a line of progress per table.
    """
    changed = 0
    for table, columns in _encrypted_tables():
        keys = [column.name for column in table.primary_key]
        raw = raw_table(table, *keys, *columns)
        statement = (
            sa.update(raw)
            .where(*(raw.c[name] == sa.bindparam(f"is_{name}") for name in keys))
            .values({name: sa.bindparam(f"new_{name}") for name in columns})
        )
        primary_keys = connection.execute(sa.select(*(raw.c[name] for name in keys))).all()
        for start in range(0, len(primary_keys), _BATCH):
            matches = [
                sa.and_(*(raw.c[name] == value for name, value in zip(keys, row, strict=True)))
                for row in primary_keys[start : start + _BATCH]
            ]
            values = [
                {f"is_{name}": row[name] for name in keys}
                | {
                    f"new_{name}": None if row[name] is None else kind.reencrypt(bytes(row[name]), old, new)
                    for name, kind in columns.items()
                }
                for row in connection.execute(sa.select(raw).where(sa.or_(*matches))).mappings()
            ]
            connection.execute(statement, values)
            changed += len(values)
        if primary_keys:
            tell(f"{table.name}: {len(primary_keys)} rows")
    return changed
