"""What says who a person is, how to reach them, what they wrote and what was said is sealed; names and towns by words."""

import re
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.records.store.keys import keyring

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# Of each table: what tells its rows apart, columns that are sealed, columns that are sealed alike.
SEALED: dict[str, tuple[list[str], list[str], list[str]]] = {
    "conversations": (["id"], ["state"], []),
    "conversation_events": (["id"], ["data", "undo"], []),
    "inbound_messages": (["id"], ["receipt", "text"], ["address"]),
    "addresses": (["channel", "address"], [], ["address"]),
    "outbound_messages": (["id"], ["text", "buttons"], ["address"]),
    "channel_states": (["channel", "key"], ["value"], []),
    "candidates": (["id"], ["last_name", "first_name", "email", "phone", "remark", "remark_masks"], []),
    "notes": (["id"], ["answer", "followup_answer", "evidence", "contested", "masks"], []),
    "note_versions": (["id"], ["answer", "followup_answer", "evidence", "masks"], []),
    "note_comments": (["id"], ["text", "masks"], []),
    "unanswered_questions": (["week", "text", "reason"], [], ["text"]),
}
ROWS_AT_ONCE = 200


def upgrade() -> None:
    """Applies the change: all of it or, when it is stopped, nothing.

    SQLite keeps bytes in a column of any declared type; PostgreSQL's columns become `bytea`.
    """
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:  # its driver begins no transaction for changes of tables
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    op.add_column("candidates", sa.Column("email_key", sa.LargeBinary(), comment="the e-mail address in small letters, to find it by"))
    op.create_index("ix_candidates_email_key", "candidates", ["email_key"])
    op.create_table(
        "search_words",
        sa.Column("candidate_id", sa.String(length=32), nullable=False),
        sa.Column("word", sa.LargeBinary(), nullable=False, comment="beginning of a word of a name or a town, without accents"),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("candidate_id", "word"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_words_word", "search_words", ["word"])
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False, comment="KEY:HASH of the conversation's id"),
        sa.PrimaryKeyConstraint("id"),
    )
    _index_words(connection)
    if not is_sqlite:
        for table, (_, once, alike) in SEALED.items():
            changes = [
                f"ALTER COLUMN {name} DROP DEFAULT, ALTER COLUMN {name} TYPE bytea USING convert_to({name}::text, 'UTF8')"
                for name in (*once, *alike)
            ]
            op.execute(f"ALTER TABLE {table} {', '.join(changes)}")
    for table, (keys, once, alike) in SEALED.items():
        _seal(connection, table, keys, once, alike)


def _seal(connection: sa.Connection, table: str, keys: list[str], once: list[str], alike: list[str]) -> None:
    ring = keyring()
    seals = {name: ring.seal for name in once} | {name: ring.seal_alike for name in alike}
    rows = sa.table(table, *map(sa.column, dict.fromkeys([*keys, *seals])))
    change = (
        sa.update(rows)
        .where(*(rows.c[name] == sa.bindparam(f"is_{name}") for name in keys))
        .values({name: sa.bindparam(f"new_{name}") for name in seals})
    )
    told_apart = connection.execute(sa.select(*(rows.c[name] for name in keys))).all()
    for start in range(0, len(told_apart), ROWS_AT_ONCE):
        some = [
            sa.and_(*(rows.c[name] == value for name, value in zip(keys, row, strict=True)))
            for row in told_apart[start : start + ROWS_AT_ONCE]
        ]
        connection.execute(change, [
            {f"is_{name}": getattr(row, name) for name in keys}
            | {f"new_{name}": None if (value := getattr(row, name)) is None else seal(_bytes(value)) for name, seal in seals.items()}
            for row in connection.execute(sa.select(rows).where(sa.or_(*some))).all()
        ])  # fmt: skip


def _bytes(value: Any) -> bytes:
    return value.encode() if isinstance(value, str) else bytes(value)


def _index_words(connection: sa.Connection) -> None:
    """Keeps by which words each file is found, and its e-mail address in small letters."""
    ring = keyring()
    town = sa.column("town", sa.JSON())
    candidates = sa.table("candidates", *map(sa.column, ("id", "last_name", "first_name", "email", "email_key")), town)
    words = sa.table("search_words", sa.column("candidate_id"), sa.column("word"))
    for row in connection.execute(sa.select(candidates)).all():
        place = row.town or {}
        text = " ".join(filter(None, [row.first_name, row.last_name, place.get("commune"), place.get("departement")]))
        found = [{"candidate_id": row.id, "word": ring.seal_alike(word.encode())} for word in _beginnings(text)]
        if found:
            connection.execute(sa.insert(words), found)
        if row.email:
            key = ring.seal_alike(row.email.lower().encode())
            connection.execute(sa.update(candidates).where(candidates.c.id == row.id).values(email_key=key))


def _beginnings(text: str) -> set[str]:
    spread = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    plain = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return {word[:length] for word in re.findall(r"\w+", plain) for length in range(min(2, len(word)), len(word) + 1)}


def downgrade() -> None:
    """Cannot be taken back.

    Raises:
        RuntimeError: always.
    """
    raise RuntimeError("Sealed rows are not opened again by a migration: restore the backup made before.")
