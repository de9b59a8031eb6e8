"""A strict Bot API server, and the channel's connection to it."""

from collections.abc import Iterator

import pytest

from bot.channels.telegram.configuration import NAME
from bot.records.conversations import addresses, outbox
from tests.channels.telegram.strict_server import StrictTelegram
from tests.channels.transport_connection import TransportConnection
from tests.markers import starts

PERSON = 4242


@pytest.fixture
@starts("server")
def telegram() -> Iterator[StrictTelegram]:
    """A running server; at the end, the bot must have done nothing that Telegram forbids."""
    server = StrictTelegram().start()
    yield server
    server.stop()
    assert server.violations == []


class Connection(TransportConnection):
    """A connection to Telegram."""

    channel = NAME

    def __init__(self, telegram, database, **keys):
        super().__init__(database, {"token": telegram.token, "api_url": telegram.url, **keys})

    def post(self, text, titles=()):
        """Posts a message to `PERSON`; returns its row."""
        with self.database.session_scope() as session:
            conversation_id = addresses.open_conversation(session, NAME, str(PERSON))
            outbox.post(session, conversation_id, NAME, str(PERSON), [{"text": text, "buttons": list(titles)}])
        return self.rows_out()[-1]


@pytest.fixture
def connection(telegram, database) -> Connection:
    """A connection that polls."""
    return Connection(telegram, database)


@pytest.fixture
async def transport(connection):
    """The transport of a connection that fetches for as long as the test runs."""
    async with connection.fetching() as fetching:
        yield fetching
