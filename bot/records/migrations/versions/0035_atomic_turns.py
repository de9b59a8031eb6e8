"""Drop what a turn changed: turns are saved with their replies, or not at all."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the column, with former values in it."""
    _begin()
    op.drop_column("conversation_events", "undo")


def downgrade() -> None:
    """Add the column again, empty."""
    _begin()
    op.add_column("conversation_events", sa.Column("undo", sa.JSON(), nullable=True))


def _begin() -> None:
    if op.get_bind().dialect.name == "sqlite":  # its driver starts no transaction for DDL
        op.get_bind().exec_driver_sql("BEGIN IMMEDIATE")
