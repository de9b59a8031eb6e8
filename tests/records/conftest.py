"""Every test of records runs on SQLite and on PostgreSQL."""

import shutil

import pytest

from bot.records.desk import name_sort_index
from bot.records.store.database import _open
from bot.tools.evaluation.stored import empty
from tests.markers import ON_POSTGRESQL


@pytest.fixture(params=["sqlite", ON_POSTGRESQL])
def store(request, database_folder, migrated_file):
    """An empty migrated database; all tests share one engine per kind."""
    if request.param == "sqlite":
        for file in database_folder.glob("store.db*"):
            file.unlink()
        database = _open(f"sqlite:///{shutil.copy(migrated_file, database_folder / 'store.db')}")
    else:
        database = _open(request.getfixturevalue("postgresql_url"))
        database.migrate()
        empty(database)
    name_sort_index._orders.pop(database.engine, None)
    yield database
    database.engine.dispose()
