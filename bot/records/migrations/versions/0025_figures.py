"""how often something happened, by day and channel: numbers that are nobody's."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "daily_counts",
        sa.Column(
            "day", sa.Date(), primary_key=True, comment="in Paris, on which the conversation or request began"
        ),
        sa.Column("channel", sa.String(40), primary_key=True, comment="where it began; empty: not known"),
        sa.Column("name", sa.String(80), primary_key=True, comment="what happened: begun, asked/town, faq/…"),
        sa.Column("number", sa.Integer(), nullable=False, comment="how often"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Takes it back."""
    op.drop_table("daily_counts")
