"""Every test of the records runs on SQLite and on a real PostgreSQL."""

import shutil

import pytest

from bot.records.database import Database
from tests.databases import empty


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path, migrated_file):
    """A database made by the migrations, empty."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'bot.db')}")
    else:
        database = Database(request.getfixturevalue("postgresql_url"))
        database.migrate()
        empty(database)
    yield database
    database.engine.dispose()
