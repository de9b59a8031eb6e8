"""candidates: a remark for who recruits, and what of it is not shown."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("candidates") as table:
        table.add_column(
            sa.Column("remark", sa.Text(), nullable=True, comment="verbatim: what the person has to say to who recruits")
        )
        table.add_column(
            sa.Column(
                "remark_masks", sa.JSON(), nullable=False, server_default="[]",
                comment="what of the remark is not shown: kind, start, end, part (answer)",
            )  # fmt: skip
        )


def downgrade() -> None:
    """Takes the change back."""
    with op.batch_alter_table("candidates") as table:
        table.drop_column("remark_masks")
        table.drop_column("remark")
