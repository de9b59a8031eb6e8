"""Which tables of before are taken over."""

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.records.files import candidates
from bot.records.store.database import MIGRATIONS, SchemaTooOldError
from bot.tools.evaluation.stored import dump


def at(store, revision):
    """A file is in tables that say to be at a revision; returns the rows."""
    with store.session_scope() as session:
        candidates.open_registration(session, "c1", channel="web", notice_version="x").last_name = "Bérard"
        session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    return dump(store)


def test_tables_that_the_versions_of_before_made_are_those_of_the_first_one(store):
    """They ended at 0033, and made what the first one makes now."""
    assert ScriptDirectory(str(MIGRATIONS)).get_base() == "0033"
    rows = at(store, "0033")
    store.migrate()
    assert dump(store) == rows
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
