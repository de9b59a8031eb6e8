"""ratings by hand, what was read by situation, and whose name was shown of those set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def _of(table: str, column: str, *, key: bool = False) -> sa.Column[str]:
    """Returns a column that goes with the row that it names."""
    return sa.Column(column, sa.String(32), sa.ForeignKey(f"{table}.id", ondelete="CASCADE"), primary_key=key, nullable=False)


def _by() -> sa.Column[str]:
    """Returns the column of an author, empty once their account is erased."""
    gone = sa.ForeignKey("recruiters.id", ondelete="SET NULL")
    return sa.Column("recruiter_id", sa.String(32), gone, nullable=True, comment="null: erased since")


def _moment(name: str, comment: str | None = None, *, nullable: bool = False) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, comment=comment)


def _sealed(name: str, comment: str | None = None, *, nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable, comment=comment)


def upgrade() -> None:
    """Applies the change."""
    op.create_table(
        "answer_reads",
        _of("notes", "note_id", key=True),
        _of("recruiters", "recruiter_id", key=True),
        sa.Column("structure_id", sa.String(32), primary_key=True, comment="id of the structure; empty: of who administers, at none"),
        _moment("at"),
    )
    op.create_table(
        "ratings",
        sa.Column("id", sa.String(32), primary_key=True),
        _of("notes", "note_id"),
        _of("candidates", "candidate_id"),
        _of("structures", "structure_id"),
        _by(),
        sa.Column("trait", sa.String(20), nullable=False),
        sa.Column("question_id", sa.String(60), nullable=False),
        sa.Column("state", sa.String(10), nullable=False, comment="draft | final"),
        _sealed("level", "1 to 5; sealed, so that no query can sort or filter people by it", nullable=True),
        _sealed("anchor", "words of the scale for this level, as they were read", nullable=True),
        _sealed("quote", "exact words of the answer as it is shown", nullable=True),
        sa.Column("quote_part", sa.String(10), nullable=True, comment="answer | followup"),
        sa.Column("quote_start", sa.Integer(), nullable=True, comment="in the text as it is shown"),
        sa.Column("quote_end", sa.Integer(), nullable=True),
        _sealed("comment", nullable=True),
        sa.Column("rubric_version", sa.String(20), nullable=False, comment="of the scale"),
        _sealed("answer_hash", "SHA-256 of the answer that was rated"),
        _moment("created_at"),
        _moment("updated_at"),
        _moment("final_at", nullable=True),
        sa.UniqueConstraint("note_id", "structure_id", "recruiter_id"),
    )
    op.create_index("ix_ratings_structure", "ratings", ["structure_id", "question_id"])
    op.create_index("ix_ratings_candidate", "ratings", ["candidate_id"])
    op.create_table(
        "rating_versions",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        _of("ratings", "rating_id"),
        _sealed("level"),
        _sealed("anchor"),
        _sealed("quote", "null: its author took these words back since", nullable=True),
        _sealed("comment", nullable=True),
        sa.Column("rubric_version", sa.String(20), nullable=False),
        _sealed("answer_hash"),
        _moment("final_at"),
        _moment("replaced_at"),
    )
    op.create_index("ix_rating_versions_rating_id", "rating_versions", ["rating_id"])
    op.create_table(
        "rating_conclusions",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        _of("notes", "note_id"),
        _of("structures", "structure_id"),
        _by(),
        _sealed("text"),
        _moment("at"),
    )
    op.create_index("ix_rating_conclusions_of", "rating_conclusions", ["note_id", "structure_id", "id"])
    is_answered = sa.text("answer IS NOT NULL")
    op.create_index(
        "ix_notes_answered", "notes",
        ["question_id", "asked_at", "id", "candidate_id", "amended_at", "answered_at"],
        sqlite_where=is_answered, postgresql_where=is_answered,
    )  # fmt: skip
    with op.batch_alter_table("shortlisted") as batch:
        batch.add_column(_moment("named_at", "when the recruiter had the name shown in this list; null: not yet", nullable=True))


def downgrade() -> None:
    """Takes the change back."""
    with op.batch_alter_table("shortlisted") as batch:
        batch.drop_column("named_at")
    op.drop_index("ix_notes_answered", "notes")
    for name in ("rating_conclusions", "rating_versions", "ratings", "answer_reads"):
        op.drop_table(name)
