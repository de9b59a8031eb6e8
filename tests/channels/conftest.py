"""What tests of channels share: coroutines as tests, and the website's server."""

import pytest

from bot.records.store.database import Database
from tests.channels.channel_player import Player
from tests.channels.website import serve_site
from tests.markers import starts


@pytest.fixture
def anyio_backend() -> str:
    """The event loop of tests that are coroutines."""
    return "asyncio"


@pytest.fixture(scope="module")
@starts("server")
def one_site(tmp_path_factory):
    """One server of the website for the tests of a module: each has a session of its own."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('web') / 'bot.db'}")
    database.migrate()
    with serve_site(Player(database)) as site:
        yield site
    database.engine.dispose()


@pytest.fixture
def site(one_site):
    one_site.player.__init__(one_site.database)
    return one_site


@pytest.fixture
def token(site):
    """The token of a session that was welcomed."""
    made = site.open()["token"]
    site.player.heard.clear()
    return made
