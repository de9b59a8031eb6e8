"""recruiters: who erases files on a person's demand."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    op.add_column("recruiters", sa.Column("administers", sa.Boolean(), nullable=False, server_default=sa.false(), comment="erases files on a person's demand"))


def downgrade() -> None:
    """Takes the change back."""
    with op.batch_alter_table("recruiters") as table:
        table.drop_column("administers")
