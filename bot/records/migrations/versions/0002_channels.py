"""channels: addresses, deliveries, resume codes, reminders, conversations held by a person."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _moment(name: str, *, nullable: bool = True, comment: str | None = None) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, comment=comment)


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "addresses",
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=255), nullable=False),
        sa.Column("conversation_id", sa.String(length=80), nullable=False),
        _moment("last_used_at", nullable=False),
        sa.PrimaryKeyConstraint("channel", "address"),
    )
    op.create_table(
        "outbound_messages",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=255), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("buttons", sa.JSON(), nullable=False, comment="titles of the choices offered with it"),
        _moment("created_at", nullable=False),
        _moment("sent_at"),
        _moment("abandoned_at", comment="it can never be delivered"),
        sa.Column("tries", sa.Integer(), nullable=False),
        _moment("next_try_at"),
        sa.Column("error", sa.String(length=200), nullable=True, comment="of the last try, without words of the person"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "channel_states",
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        _moment("updated_at", nullable=False),
        sa.PrimaryKeyConstraint("channel", "key"),
    )
    op.create_table(
        "resume_codes",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=80), nullable=False),
        _moment("created_at", nullable=False),
        _moment("expires_at", nullable=False),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    op.create_table(
        "resume_tries",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        _moment("tried_at", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "reminders",
        sa.Column("conversation_id", sa.String(length=80), nullable=False),
        _moment("agreed_at", nullable=False),
        _moment("due_at", comment="null once sent"),
        _moment("sent_at"),
        sa.PrimaryKeyConstraint("conversation_id"),
    )
    for table, column in (
        ("addresses", "conversation_id"),
        ("outbound_messages", "conversation_id"),
        ("outbound_messages", "channel"),
        ("resume_codes", "conversation_id"),
        ("resume_tries", "address_hash"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])
    with op.batch_alter_table("inbound_messages") as table:
        table.add_column(sa.Column("text", sa.Text(), nullable=True, comment="what to hand over; gone once answered"))
        table.add_column(sa.Column("channel", sa.String(length=40), nullable=True))
        table.add_column(
            sa.Column(
                "address", sa.String(length=255), nullable=True, comment="where the answer goes; gone once answered"
            )
        )
    with op.batch_alter_table("human_requests") as table:
        table.add_column(_moment("taken_at", comment="since when a person holds the conversation"))
        table.add_column(sa.Column("taken_by", sa.String(length=32), nullable=True, comment="id of the recruiter"))
    op.add_column(
        "conversation_events",
        sa.Column(
            "message_id", sa.String(length=80), nullable=True, comment="on user messages: the inbound message's id"
        ),
    )
    op.create_index("ix_events_conversation_message", "conversation_events", ["conversation_id", "message_id"])


def downgrade() -> None:
    """Takes the change back."""
    op.drop_index("ix_events_conversation_message", "conversation_events")
    op.drop_column("conversation_events", "message_id")
    with op.batch_alter_table("human_requests") as table:
        table.drop_column("taken_by")
        table.drop_column("taken_at")
    with op.batch_alter_table("inbound_messages") as table:
        for name in ("address", "channel", "text"):
            table.drop_column(name)
    for name in ("reminders", "resume_tries", "resume_codes", "channel_states", "outbound_messages", "addresses"):
        op.drop_table(name)
