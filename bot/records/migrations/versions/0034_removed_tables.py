"""Drop the tables of removed features."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

# As 0033 has them.
FULL_TEXT = (
    "CREATE VIRTUAL TABLE answer_words_index USING fts5("
    "words, content='answer_words', content_rowid='id', detail=none, tokenize='ascii')",
    "INSERT INTO answer_words_index(answer_words_index, rank) VALUES('secure-delete', 1)",
    "CREATE TRIGGER answer_words_added AFTER INSERT ON answer_words BEGIN "
    "INSERT INTO answer_words_index(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER answer_words_gone AFTER DELETE ON answer_words BEGIN "
    "INSERT INTO answer_words_index(answer_words_index, rowid, words) VALUES('delete', old.id, old.words); END",
    "CREATE TRIGGER answer_words_changed AFTER UPDATE ON answer_words BEGIN "
    "INSERT INTO answer_words_index(answer_words_index, rowid, words) VALUES('delete', old.id, old.words); "
    "INSERT INTO answer_words_index(rowid, words) VALUES (new.id, new.words); END",
)


def upgrade() -> None:
    """Drop what no code reads, if it exists."""
    op.execute("DROP TABLE IF EXISTS content_measures")
    op.execute("DROP TABLE IF EXISTS answer_words_index")  # of SQLite: the triggers go with the table that they are of
    op.execute("DROP TABLE IF EXISTS answer_words")
    if _has_questions():
        op.drop_column("content_drafts", "questions")


def downgrade() -> None:
    """Create the tables again, empty."""
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
    _make_answer_words()


def _make_answer_words() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "answer_words",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("candidate_id", sa.String(32), sa.ForeignKey("candidates.id", ondelete="CASCADE"), nullable=False),
        sa.Column("words", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
        sa.UniqueConstraint("candidate_id"),
    )
    if is_sqlite:
        for statement in FULL_TEXT:
            op.execute(statement)
    else:
        op.create_index("ix_answer_words", "answer_words", ["words"], postgresql_using="gin")


def _has_questions() -> bool:
    return any(column["name"] == "questions" for column in sa.inspect(op.get_bind()).get_columns("content_drafts"))
