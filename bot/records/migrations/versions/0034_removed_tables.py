"""Drop the tables of removed features."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop what no code reads, if it exists."""
    _begin()
    op.execute("DROP TABLE IF EXISTS content_measures")
    if _has_questions():
        op.drop_column("content_drafts", "questions")


def downgrade() -> None:
    """Create the tables again, empty."""
    _begin()
    op.add_column("content_drafts", sa.Column("questions", sa.JSON(), nullable=False, server_default="[]", comment="the editor's own, to measure it by"))
    op.create_table(
        "content_measures",
        sa.Column("document", sa.String(120), primary_key=True),
        sa.Column("recruiter_id", sa.String(32), sa.ForeignKey("recruiters.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("running", sa.Integer(), nullable=True, unique=True, comment="1 while it is under way, null once it ended"),
        sa.Column("content", sa.JSON(), nullable=False, comment="the draft as it is measured"),
        sa.Column("done", sa.Integer(), nullable=False, comment="questions answered so far"),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True, comment="figures before and after"),
        sa.Column("trouble", sa.String(20), nullable=True, comment="failed | too_long | stopped"),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("alive_at", sa.DateTime(timezone=True), nullable=False, comment="when it last showed life"),
    )


def _begin() -> None:
    if op.get_bind().dialect.name == "sqlite":  # its driver starts no transaction for DDL
        op.get_bind().exec_driver_sql("BEGIN IMMEDIATE")


def _has_questions() -> bool:
    return any(column["name"] == "questions" for column in sa.inspect(op.get_bind()).get_columns("content_drafts"))
