"""lists of candidates: town in order and in place, what changed when, words of answers where that is allowed, kept filters."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from bot.base import geography
from bot.base.text import fold_any_script

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_COLUMNS = (
    sa.Column(
        "town_order", sa.String(120).with_variant(sa.String(120, collation="C"), "postgresql"), nullable=False, server_default="~",
        comment="the town as lists put it in order: no accents; ~ comes last: none",
    ),
    sa.Column("answers", sa.Integer(), nullable=False, server_default="0", comment="situations that have an answer"),
    sa.Column("x", sa.Float(), nullable=True, comment="where the town lies on the unit sphere"),
    sa.Column("y", sa.Float(), nullable=True),
    sa.Column("z", sa.Float(), nullable=True),
    sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("'1970-01-01 00:00:00'"), comment="when something of the file that recruiters read last changed"),
)
_COUNTED = ["id", "departement", "channel", "confirmed_at", "answers", "changed_at", "available_from", "x", "y", "z"]
_candidates = sa.table(
    "candidates", sa.column("town", sa.JSON), *(sa.column(name) for name in ("id", "town_order", "x", "y", "z", "changed_at", "updated_at", "answers")),
)
_notes = sa.table("notes", sa.column("candidate_id"), sa.column("answer"))
# Triggers keep the index of SQLite as the table is. It holds which words a row has, not where they stand in it; they come
# without accents and parted by blanks, so nothing else parts them.
_FTS = (
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
    """Applies the change."""
    for column in _COLUMNS:
        op.add_column("candidates", column)
    _fill()
    op.create_index("ix_candidates_created", "candidates", ["created_at", "id"])
    op.create_index("ix_candidates_town_order", "candidates", ["town_order", "id"])
    op.create_index("ix_candidates_updated", "candidates", ["updated_at"])
    op.create_index("ix_candidates_counted", "candidates", _COUNTED)
    op.create_table(
        "answer_words",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("candidate_id", sa.String(32), sa.ForeignKey("candidates.id", ondelete="CASCADE"), nullable=False, unique=True),
        sa.Column("words", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in _FTS:
            op.execute(statement)
    else:
        op.create_index("ix_answer_words", "answer_words", ["words"], postgresql_using="gin")
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("recruiter_id", sa.String(32), sa.ForeignKey("recruiters.id", ondelete="CASCADE"), nullable=False),
        sa.Column("structure_id", sa.String(32), nullable=False, comment="id of the structure; empty: of who administers, at none"),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False, comment="the words and the values that were chosen"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_saved_filters_of", "saved_filters", ["recruiter_id", "structure_id"])


def _fill() -> None:
    connection = op.get_bind()
    of_one = sa.and_(_notes.c.candidate_id == _candidates.c.id, _notes.c.answer.is_not(None))
    number = sa.select(sa.func.count()).select_from(_notes).where(of_one).scalar_subquery()
    connection.execute(_candidates.update().values(changed_at=_candidates.c.updated_at, answers=number))
    rows = connection.execute(sa.select(_candidates.c.id, _candidates.c.town)).all()
    values = []
    for row in rows:
        if row.town:
            home = geography.communes().get(row.town.get("insee", ""))
            x, y, z = (home and home.point) or (None, None, None)
            values.append({"of": row.id, "order": fold_any_script(row.town["commune"]), "at_x": x, "at_y": y, "at_z": z})
    if values:
        place = {name: sa.bindparam(f"at_{name}") for name in "xyz"}
        change = _candidates.update().where(_candidates.c.id == sa.bindparam("of"))
        connection.execute(change.values(town_order=sa.bindparam("order"), **place), values)


def downgrade() -> None:
    """Takes the change back."""
    op.drop_table("saved_filters")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE answer_words_index")
    op.drop_table("answer_words")
    for name in ("counted", "updated", "town_order", "created"):
        op.drop_index(f"ix_candidates_{name}", "candidates")
    for column in _COLUMNS:  # not in a batch: a table that is made anew takes with it what hangs on it
        op.drop_column("candidates", column.name)
