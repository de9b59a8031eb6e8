"""sign_in_failures: failures make the next try wait, by login and address; no account is locked any more."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "sign_in_failures",
        sa.Column("login", sa.String(length=64), nullable=False, comment="keyed hash; empty: of an address, any login"),
        sa.Column("address", sa.String(length=64), nullable=False, comment="keyed hash; empty: of a login, any address"),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("login", "address"),
    )
    with op.batch_alter_table("recruiters") as table:
        table.drop_column("failed_attempts")
        table.drop_column("locked_until")


def downgrade() -> None:
    """Takes the change back; failures are forgotten."""
    with op.batch_alter_table("recruiters") as table:
        table.add_column(sa.Column("failed_attempts", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True))
    op.drop_table("sign_in_failures")
