"""notes: what is masked of answers, and their authors' comments."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    with op.batch_alter_table("notes") as table:
        table.alter_column(
            "masked", existing_type=sa.Boolean(), existing_nullable=False,
            comment="something of it is not shown to recruiters",
        )  # fmt: skip
        table.add_column(
            sa.Column(
                "masks", sa.JSON(), nullable=False, server_default="[]",
                comment="what is not shown: kind, start, end, part (answer|followup)",
            )  # fmt: skip
        )
    with op.batch_alter_table("note_versions") as table:
        table.add_column(sa.Column("masks", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "note_comments",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("note_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="verbatim"),
        sa.Column("masks", sa.JSON(), nullable=False, comment="kind, start, end, part (answer)"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_note_comments_note_id", "note_comments", ["note_id"])


def downgrade() -> None:
    """Takes the change back."""
    op.drop_table("note_comments")
    with op.batch_alter_table("note_versions") as table:
        table.drop_column("masks")
    with op.batch_alter_table("notes") as table:
        table.drop_column("masks")
        table.alter_column("masked", existing_type=sa.Boolean(), existing_nullable=False, comment=None)
