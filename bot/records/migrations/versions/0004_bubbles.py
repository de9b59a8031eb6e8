"""inbound_messages: several messages that are one answer."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("inbound_messages") as table:
        table.add_column(
            sa.Column(
                "joined_to",
                sa.String(length=80),
                nullable=True,
                comment="id of the earlier message with which it is one answer",
            )
        )


def downgrade() -> None:
    """Takes the change back."""
    with op.batch_alter_table("inbound_messages") as table:
        table.drop_column("joined_to")
