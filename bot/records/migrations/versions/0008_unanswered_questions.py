"""unanswered_questions: what could not be answered, by week, without its author."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "unanswered_questions",
        sa.Column("week", sa.Date(), nullable=False, comment="its Monday"),
        sa.Column("text", sa.String(length=200), nullable=False, comment="as asked; nothing in it was to be masked"),
        sa.Column("reason", sa.String(length=20), nullable=False, comment="out_of_scope | not_understood | not_picked"),
        sa.Column("number", sa.Integer(), nullable=False, comment="how often, one at least"),
        sa.PrimaryKeyConstraint("week", "text", "reason"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Takes the change back."""
    op.drop_table("unanswered_questions")
