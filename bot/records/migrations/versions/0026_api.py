"""programs of structures: tokens of the API, what they read, webhooks and their deliveries."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def _of(table: str, column: str, *, key: bool = False) -> sa.Column[str]:
    """Returns a column that goes with the row that it names."""
    return sa.Column(column, sa.String(32), sa.ForeignKey(f"{table}.id", ondelete="CASCADE"), primary_key=key, nullable=False)


def _maker() -> sa.Column[str]:
    return sa.Column("created_by", sa.String(32), sa.ForeignKey("recruiters.id", ondelete="SET NULL"), nullable=True)


def _moment(name: str, *, nullable: bool = False, comment: str | None = None) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, comment=comment)


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.String(32), primary_key=True),
        _of("structures", "structure_id"),
        sa.Column("name", sa.String(100), nullable=False, comment="of the program, as who made it calls it"),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("decides", sa.Boolean(), nullable=False, server_default=sa.false(), comment="it may write statuses too"),
        _moment("created_at"),
        _maker(),
        _moment("last_used_at", nullable=True, comment="to within some minutes"),
        _moment("expires_at"),
        _moment("revoked_at", nullable=True),
    )
    op.create_index("ix_api_tokens_structure_id", "api_tokens", ["structure_id"])
    op.create_table(
        "api_reads",
        _of("candidates", "candidate_id", key=True),
        _of("api_tokens", "token_id", key=True),
        _of("structures", "structure_id"),
        _moment("first_at"),
        _moment("last_at"),
    )
    op.create_table(
        "webhook_endpoints",
        sa.Column("id", sa.String(32), primary_key=True),
        _of("structures", "structure_id"),
        sa.Column("url", sa.LargeBinary(), nullable=False, comment="may hold a key of the receiver's"),
        sa.Column("events", sa.JSON(), nullable=False, comment="types that are sent there"),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("old_secret", sa.LargeBinary(), nullable=True, comment="signs too, until old_until"),
        _moment("old_until", nullable=True),
        _moment("created_at"),
        _maker(),
        sa.Column("given_up", sa.Integer(), nullable=False, comment="deliveries given up since one arrived"),
        _moment("disabled_at", nullable=True, comment="nothing is sent any more"),
        sa.Column("disabled_why", sa.String(20), nullable=True, comment="person | failures | gone"),
    )
    op.create_index("ix_webhook_endpoints_structure_id", "webhook_endpoints", ["structure_id"])
    op.create_table(
        "webhook_deliveries",
        sa.Column("id", sa.String(32), primary_key=True),
        _of("webhook_endpoints", "endpoint_id"),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(40), nullable=True, comment="id of a candidate or of a request"),
        _moment("at", comment="when it happened"),
        sa.Column("tries", sa.Integer(), nullable=False),
        _moment("next_try_at", nullable=True, comment="null: it is over"),
        _moment("sent_at", nullable=True),
        _moment("given_up_at", nullable=True),
        sa.Column("status", sa.Integer(), nullable=True, comment="of HTTP, of the last try"),
        sa.Column("error", sa.String(40), nullable=True, comment="of the last try, where there was no answer"),
    )
    waiting = sa.text("next_try_at IS NOT NULL")
    op.create_index(
        "ix_webhook_to_deliver", "webhook_deliveries", ["next_try_at"], sqlite_where=waiting, postgresql_where=waiting
    )
    op.create_index("ix_webhook_of", "webhook_deliveries", ["endpoint_id", "at"])
    _say_who_acts("candidate | recruiter:<id> | token:<id> | operator | purge | gateway")


def downgrade() -> None:
    """Takes the change back."""
    for name in ("webhook_deliveries", "webhook_endpoints", "api_reads", "api_tokens"):
        op.drop_table(name)
    _say_who_acts("candidate | recruiter:<id> | operator | purge | gateway")


def _say_who_acts(comment: str) -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite has no comments, and would copy the table
        op.alter_column("audit_entries", "actor", existing_type=sa.String(80), existing_nullable=False, comment=comment)
