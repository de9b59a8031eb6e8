"""Databases of a test's own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.records.store.database import Database
from tests.markers import ON_POSTGRESQL


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, migrated_file: Path) -> Iterator[Database]:
    """A fresh SQLite database in the state folder of an installation, where an operator copies, damages and replaces it."""
    url = f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'bot.db')}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    made = Database(url)
    yield made
    made.engine.dispose()


@pytest.fixture(params=["sqlite", ON_POSTGRESQL])
def own_database(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, migrated_file: Path
) -> Iterator[Database]:
    """An installation's database, with tables and without rows; the environment names it and its state folder."""
    kind = request.param
    if kind == "sqlite":
        url = f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'bot.db')}"
    else:
        url = request.getfixturevalue("own_postgresql_url")
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    monkeypatch.delenv("BOT_SECRET", raising=False)
    made = Database(url)
    if kind == "postgresql":
        made.migrate()
    yield made
    made.engine.dispose()
