"""whether a candidate is told the status that a structure gave."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_COMMENT = "the bot says it to the candidate who asks where they stand"


def upgrade() -> None:
    """Applies the change."""
    op.add_column("standings", sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.false(), comment=_COMMENT))
    op.add_column("status_changes", sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Takes the change back."""
    op.drop_column("status_changes", "told")
    op.drop_column("standings", "told")
