"""inbound_messages: what had been said when a message arrived, so that it answers the question of then."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    comment = "id of what was said last in the conversation when it arrived"
    op.add_column("inbound_messages", sa.Column("seen", sa.Integer(), comment=comment))


def downgrade() -> None:
    """Takes the change back."""
    op.drop_column("inbound_messages", "seen")
