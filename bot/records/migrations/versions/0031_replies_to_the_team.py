"""human_requests: what a person writes behind an answer of the team, and that they called their request off."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

COLUMNS = {
    "reply_awaited_at": "since when what the person writes goes to the team, though nobody holds the conversation",
    "reopened_at": "when the person's reply to the team opened it again",
    "called_off_at": "when the person called it off",
}


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("human_requests") as table:
        for name, comment in COLUMNS.items():
            table.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True, comment=comment))


def downgrade() -> None:
    """Takes the change back."""
    with op.batch_alter_table("human_requests") as table:
        for name in reversed(COLUMNS):
            table.drop_column(name)
