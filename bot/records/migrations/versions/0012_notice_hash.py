"""candidates: of which text exactly somebody took notice."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change; of those who agreed before, the text is not known."""
    op.add_column(
        "candidates",
        sa.Column(
            "notice_hash", sa.String(length=64), nullable=True, comment="SHA-256 of the text of the notice that was agreed to"
        ),
    )  # fmt: skip


def downgrade() -> None:
    """Takes the change back."""
    with op.batch_alter_table("candidates") as table:
        table.drop_column("notice_hash")
