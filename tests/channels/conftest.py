"""What tests of channels share: coroutines as tests, the website's server, and a gateway with its relay."""

import pytest

from bot.records.store.database import Database
from tests.channels.channel_player import Player, serve
from tests.channels.gateway_harness import GatewayHarness, RelayServer
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


@pytest.fixture(scope="module")
@starts("server")
def relay_server(tmp_path_factory):
    """One relay for the tests of a module."""
    folder = tmp_path_factory.mktemp("relay")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOT_STATE", str(folder))
        made = RelayServer(Database(f"sqlite:///{folder / 'unused.db'}"))
    with serve(made.channel.blueprint(made.take), "net") as base:
        made.port = int(base.rsplit(":", 1)[1])
        yield made


@pytest.fixture
@starts("server")
def gateway_harness(relay_server, database, monkeypatch):
    """A gateway to a played network, with its own database."""
    monkeypatch.setenv("BOT_SECRET", "a secret of the tests")
    return GatewayHarness(database, relay_server)
