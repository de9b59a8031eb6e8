"""audit_entries: each line holds a hash that covers the line before it; the lines that exist are chained as they are."""

from datetime import UTC

import sqlalchemy as sa
from alembic import op

from bot.records.store.audit import START, audit_key, line_hash

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ROWS_AT_ONCE = 1_000
SUBJECT = "id of a candidate or a receipt, never a name"
NEW_SUBJECT = "id of a candidate or a request, a receipt, a hash of this log; never a name"
ENTRIES = sa.table(
    "audit_entries",
    *(sa.column(name, kind) for name, kind in {
        "id": sa.Integer(), "at": sa.DateTime(timezone=True), "actor": sa.String(), "act": sa.String(), "subject": sa.String(),
        "hash": sa.String(),
    }.items()),
)  # fmt: skip


def upgrade() -> None:
    """Applies the change: all of it or, when it is stopped, nothing."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":  # its driver begins no transaction for changes of tables
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    op.add_column(
        "audit_entries",
        sa.Column(
            "hash", sa.String(length=64), server_default="", nullable=False,
            comment="HMAC-SHA256 over the hash of the line before and this line",
        ),
    )  # fmt: skip
    op.create_index("ix_audit_entries_at", "audit_entries", ["at"])
    _say_subject(NEW_SUBJECT)
    _chain(connection)


def _chain(connection: sa.Connection) -> None:
    last_id, previous = 0, START
    in_order = sa.select(ENTRIES).order_by(ENTRIES.c.id).limit(ROWS_AT_ONCE)
    seal = sa.update(ENTRIES).where(ENTRIES.c.id == sa.bindparam("of_line")).values(hash=sa.bindparam("made"))
    while rows := connection.execute(in_order.where(ENTRIES.c.id > last_id)).all():
        key, made = audit_key(), []
        for row in rows:
            at = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)  # SQLite drops the zone
            previous = line_hash(
                key, previous, line_id=row.id, at=at, actor=row.actor, act=row.act, subject=row.subject
            )
            made.append({"of_line": row.id, "made": previous})
        connection.execute(seal, made)
        last_id = rows[-1].id


def downgrade() -> None:
    """Takes the change back."""
    op.drop_index("ix_audit_entries_at", "audit_entries")
    with op.batch_alter_table("audit_entries") as table:
        table.drop_column("hash")
    _say_subject(SUBJECT)


def _say_subject(comment: str) -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite has no comments, and would copy the table
        op.alter_column("audit_entries", "subject", existing_type=sa.String(80), existing_nullable=True, comment=comment)
