"""notes: highlights that their author contested; how often that happened, by indicator."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("notes") as table:
        table.add_column(
            sa.Column(
                "contested", sa.JSON(), nullable=False, server_default="[]",
                comment="quotes that their author says do not show this: quote, indicator",
            )  # fmt: skip
        )
    op.create_table(
        "contested_counts",
        sa.Column("indicator", sa.String(length=80), nullable=False),
        sa.Column("polarity", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("indicator", "polarity"),
    )


def downgrade() -> None:
    """Takes the change back."""
    op.drop_table("contested_counts")
    with op.batch_alter_table("notes") as table:
        table.drop_column("contested")
