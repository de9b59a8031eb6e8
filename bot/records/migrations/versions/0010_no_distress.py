"""human_requests: that somebody was in distress is no reason that anybody reads."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    op.execute("UPDATE human_requests SET reason = 'asked' WHERE reason = 'distress'")
    with op.batch_alter_table("human_requests") as table:
        table.alter_column("reason", existing_type=sa.String(length=40), comment="asked | not_understood")


def downgrade() -> None:
    """Takes the change back; which requests followed distress is forgotten."""
    with op.batch_alter_table("human_requests") as table:
        table.alter_column("reason", existing_type=sa.String(length=40), comment="asked | distress | not_understood")
