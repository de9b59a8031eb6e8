"""Databases of a test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.records.database import Database


@pytest.fixture(params=["sqlite", "postgresql"])
def own_database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """An installation's database, with tables and without rows; the environment names it and its state folder."""
    kind = request.param
    url = f"sqlite:///{tmp_path / 'bot.db'}" if kind == "sqlite" else request.getfixturevalue("own_postgresql_url")
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    monkeypatch.delenv("BOT_SECRET", raising=False)
    made = Database(url)
    made.migrate()
    yield made
    made.engine.dispose()
