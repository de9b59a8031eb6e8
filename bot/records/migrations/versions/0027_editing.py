"""what editors write on the pages: versions, drafts, measures; who edits; which unanswered questions were seen to."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def _moment(name: str, comment: str | None = None) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False, comment=comment)


def _editor() -> sa.Column[str]:
    """Returns the column of an editor whose work goes with their account."""
    return sa.Column("recruiter_id", sa.String(32), sa.ForeignKey("recruiters.id", ondelete="CASCADE"), primary_key=True)


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "content_versions",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("document", sa.String(120), nullable=False, comment="campaign | scenarios | faq/TOPIC/ASPECT"),
        sa.Column("number", sa.Integer(), nullable=False, comment="1, 2, 3 of its document"),
        sa.Column("changes", sa.JSON(), nullable=False, comment="by place: [what the file says, what is said instead]"),
        sa.Column(
            "recruiter_id", sa.String(32), sa.ForeignKey("recruiters.id", ondelete="SET NULL"), nullable=True,
            comment="its author; null: erased since",
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        _moment("at"),
        sa.UniqueConstraint("document", "number"),
    )  # fmt: skip
    op.create_table(
        "content_drafts",
        sa.Column("document", sa.String(120), primary_key=True),
        _editor(),
        sa.Column("content", sa.JSON(), nullable=False, comment="every value by place, as typed"),
        sa.Column("base", sa.Integer(), nullable=False, comment="number of the version that it was begun from; 0: the file"),
        sa.Column("questions", sa.JSON(), nullable=False, comment="the editor's own, to measure it by"),
        _moment("at"),
    )
    op.create_table(
        "content_measures",
        sa.Column("document", sa.String(120), primary_key=True),
        _editor(),
        sa.Column("running", sa.Integer(), nullable=True, unique=True, comment="1 while it is under way, null once it ended"),
        sa.Column("content", sa.JSON(), nullable=False, comment="the draft as it is measured"),
        sa.Column("done", sa.Integer(), nullable=False, comment="questions answered so far"),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True, comment="figures before and after"),
        sa.Column("trouble", sa.String(20), nullable=True, comment="failed | too_long | stopped"),
        _moment("began_at"),
        _moment("alive_at", "when it last showed life"),
    )
    for table, column, what in (
        ("recruiters", "edits", "edits what candidates are told"),
        ("unanswered_questions", "handled", "an editor has seen to it: not shown to them again"),
    ):
        op.add_column(table, sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false(), comment=what))


def downgrade() -> None:
    """Takes the change back."""
    # Without batches, which would make these tables anew: the one has no row ids, others refer to the other.
    op.drop_column("unanswered_questions", "handled")
    op.drop_column("recruiters", "edits")
    for name in ("content_measures", "content_drafts", "content_versions"):
        op.drop_table(name)
