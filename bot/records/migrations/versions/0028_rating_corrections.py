"""why a final rating was corrected, kept with what it was before."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    reason = sa.Column("reason", sa.LargeBinary(), nullable=True, comment="why it was corrected; null: none was asked for then")
    op.add_column("rating_versions", reason)


def downgrade() -> None:
    """Takes the change back."""
    op.drop_column("rating_versions", "reason")
