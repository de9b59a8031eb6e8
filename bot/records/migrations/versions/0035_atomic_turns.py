"""Drop what a turn changed: turns are saved with their replies, or not at all."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the column, with former values in it."""
    op.drop_column("conversation_events", "undo")


def downgrade() -> None:
    """Add the column again, empty."""
    op.add_column("conversation_events", sa.Column("undo", sa.JSON(), nullable=True))
