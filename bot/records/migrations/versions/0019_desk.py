"""what recruiters did with a file: opened, decided, wrote, set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def _of(table: str, column: str, *, key: bool = False) -> sa.Column[str]:
    """Returns a column that goes with the row that it names."""
    return sa.Column(column, sa.String(32), sa.ForeignKey(f"{table}.id", ondelete="CASCADE"), primary_key=key, nullable=False)


def _moment(name: str) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "file_reads",
        _of("candidates", "candidate_id", key=True),
        _of("recruiters", "recruiter_id", key=True),
        sa.Column("structure_id", sa.String(32), primary_key=True, comment="id of the structure; empty: of who administers, at none"),
        _moment("first_at"),
        _moment("last_at"),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True, comment="the file itself, last; null: never"),
    )
    op.create_table(
        "standings",
        _of("candidates", "candidate_id", key=True),
        _of("structures", "structure_id", key=True),
        sa.Column("status", sa.String(20), nullable=False, comment="new | interested | not_interested | hired | done"),
        _moment("changed_at"),
        sa.Column("changed_by", sa.String(32), nullable=True, comment="id of the recruiter; null: erased since"),
    )
    op.create_index("ix_standings_status", "standings", ["structure_id", "status", "candidate_id"])
    op.create_table(
        "status_changes",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        _of("candidates", "candidate_id"),
        _of("structures", "structure_id"),
        sa.Column("status", sa.String(20), nullable=False),
        _moment("at"),
        sa.Column("by", sa.String(32), nullable=True, comment="id of the recruiter; null: erased since"),
    )
    op.create_index("ix_status_changes_of", "status_changes", ["candidate_id", "structure_id", "id"])
    op.create_table(
        "private_notes",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        _of("candidates", "candidate_id"),
        _of("structures", "structure_id"),
        sa.Column("recruiter_id", sa.String(32), sa.ForeignKey("recruiters.id", ondelete="SET NULL"), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        _moment("at"),
    )
    op.create_index("ix_private_notes_of", "private_notes", ["candidate_id", "structure_id", "id"])
    op.create_table(
        "shortlisted",
        _of("candidates", "candidate_id", key=True),
        _of("recruiters", "recruiter_id", key=True),
        _of("structures", "structure_id", key=True),
        _moment("at"),
    )
    op.create_index("ix_shortlisted_by", "shortlisted", ["recruiter_id", "structure_id", "candidate_id"])


def downgrade() -> None:
    """Takes the change back."""
    for name in ("shortlisted", "private_notes", "status_changes", "standings", "file_reads"):
        op.drop_table(name)
