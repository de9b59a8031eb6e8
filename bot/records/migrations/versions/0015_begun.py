"""inbound_messages: how often answering a message was begun, and never came to an end."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("inbound_messages") as table:
        table.add_column(
            sa.Column(
                "begun", sa.Integer(), nullable=False, server_default="0",
                comment="how often Rasa was handed it by a process of which no word came again",
            )  # fmt: skip
        )


def downgrade() -> None:
    """Takes the change back."""
    with op.batch_alter_table("inbound_messages") as table:
        table.drop_column("begun")
