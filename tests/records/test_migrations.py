"""Migrations from older revisions."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from bot.records.accounts import recruiters
from bot.records.contents import content_versions
from bot.records.files import candidates
from bot.records.store.database import MIGRATIONS, SchemaTooOldError
from bot.tools.evaluation.stored import dump


def at(store, revision):
    """Store a dossier and set the revision; the rows."""
    with store.session_scope() as session:
        candidates.open_registration(session, "c1", channel="web", notice_version="x").last_name = "Bérard"
        session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    return dump(store)


@contextmanager
def downgraded(store):
    """The tables of the first revision; then the newest again, for other tests use the same ones."""
    try:
        with store.engine.begin() as connection:
            command.downgrade(store._alembic(connection), "0033")
        yield
    finally:
        store.migrate()


def tables_of(store):
    return {
        name: {column["name"] for column in inspect(store.engine).get_columns(name)}
        for name in inspect(store.engine).get_table_names()
    }


def test_tables_that_the_versions_of_before_made_are_those_of_the_first_one(store):
    """The replaced migrations ended at 0033, whose tables the first one creates."""
    assert ScriptDirectory(str(MIGRATIONS)).get_base() == "0033"
    newest = tables_of(store)
    with downgraded(store):
        rows = at(store, "0033")
        store.migrate()
        assert dump(store) == rows
    assert store.revision()[0] == store.revision()[1]
    assert tables_of(store) == newest


def test_what_was_taken_out_goes_and_comes_back_empty(store):
    assert not {"content_measures", "answer_words", "answer_words_index"} & tables_of(store).keys()
    assert "questions" not in tables_of(store)["content_drafts"]
    with store.session_scope() as session:
        editor = recruiters.create(session, login="redac@exemple.fr", name="Inès", password="une phrase assez longue")
        content_versions.save_draft(session, "faq/pix/quoi", editor.id, {"title": "Pix"}, 0)
    with downgraded(store), store.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM content_measures")).scalar() == 0
        assert connection.execute(text("SELECT count(*) FROM answer_words")).scalar() == 0
        assert connection.execute(text("SELECT CAST(questions AS TEXT) FROM content_drafts")).scalar() == "[]"
    assert "content_measures" not in tables_of(store)
    with store.session_scope() as session:
        assert content_versions.draft(session, "faq/pix/quoi", editor.id).values == {"title": "Pix"}


def test_words_of_answers_are_nowhere_in_the_file_any_more(store):
    with downgraded(store), store.session_scope() as session:
        candidate = candidates.open_registration(session, "c1", channel="web", notice_version="x")
        values = {"id": candidate.id, "words": "'quinquina'"}
        session.execute(text("INSERT INTO answer_words (candidate_id, words) VALUES (:id, :words)"), values)
    assert store.scrub()
    if store.is_sqlite:
        assert b"uinquina" not in Path(store.url.database).read_bytes()


@pytest.mark.parametrize(
    "dropped",
    [
        "DROP TABLE content_measures",
        "DROP TABLE answer_words",
        "ALTER TABLE content_drafts DROP COLUMN questions",
    ],
)
def test_what_is_gone_already_is_no_obstacle(store, dropped):
    with downgraded(store), store.engine.begin() as connection:
        connection.execute(text(dropped))
    assert store.revision()[0] == store.revision()[1]


@pytest.mark.parametrize("revision", ["0001", "0032"])
def test_older_tables_are_left_alone_and_the_remedy_is_told(store, revision):
    newest = store.revision()[0]
    rows = at(store, revision)
    try:
        with pytest.raises(SchemaTooOldError, match=rf"revision {revision}.* from 0033 on: .*bot db migrate"):
            store.migrate()
        assert store.revision()[0] == revision
        assert dump(store) == rows
    finally:  # other tests use the same tables
        with store.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :newest"), {"newest": newest})
