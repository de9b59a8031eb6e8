"""A strict Bot API server, and the channel's connection to it."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import select

from bot.channels.gateway.credentials import TRANSPORTS, make_transport
from bot.channels.gateway.intake import store
from bot.channels.gateway.transport import loggable_reason
from bot.channels.telegram.configuration import NAME
from bot.records.conversations import addresses, conversations, inbox, outbox
from bot.records.models import OutboundMessage
from tests.channels.telegram.strict_server import StrictTelegram
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


class Connection:
    """The channel's transport with a real database, and what the rest of the gateway would do."""

    def __init__(self, telegram, database, **keys):
        self.telegram, self.database = telegram, database
        self.keys = {"token": telegram.token, "api_url": telegram.url, **keys}
        self.problems = []

    async def receive(self, incoming=None, *, state=None):
        await asyncio.to_thread(store, self.database, NAME, incoming, state=state)

    @asynccontextmanager
    async def fetching(self):
        """Fetches while the block runs."""
        transport = make_transport(TRANSPORTS["bot.channels.telegram"], self.keys, self.database)
        task = asyncio.create_task(self._keep_fetching(transport))
        try:
            yield transport
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await transport.close()

    async def _keep_fetching(self, transport):
        while True:
            try:
                await transport.fetch(self.receive)
            except Exception as problem:  # as the gateway does
                self.problems.append(loggable_reason(problem))
                await asyncio.sleep(getattr(problem, "seconds", None) or 0.1)

    @asynccontextmanager
    async def connected(self):
        """A connection that fetches nothing."""
        transport = make_transport(TRANSPORTS["bot.channels.telegram"], self.keys, self.database)
        yield transport
        await transport.close()

    def waiting(self):
        """What would be handed to Rasa: texts, oldest first."""
        with self.database.session_scope() as session:
            return [row.text for row in inbox.waiting(session, NAME)]

    def answer(self, text, titles=(), person=PERSON):
        """Does what a turn does with the oldest waiting message, and returns the outbound row's id."""
        with self.database.session_scope() as session:
            conversation_id = addresses.open_conversation(session, NAME, str(person))
            row = inbox.waiting(session, NAME)[0]
            event = {"event": "user", "text": row.text, "timestamp": time.time(), "message_id": row.message_id}
            conversations.append(session, conversation_id, [event], channel=NAME, consented=True, state={"slots": {}})
            inbox.mark_answered(session, conversation_id, row.message_id)
            outbox.post(session, conversation_id, NAME, str(person), [{"text": text, "buttons": list(titles)}])
        return self.rows()[-1].id

    def post(self, text, titles=(), person=PERSON):
        with self.database.session_scope() as session:
            conversation_id = addresses.open_conversation(session, NAME, str(person))
            outbox.post(session, conversation_id, NAME, str(person), [{"text": text, "buttons": list(titles)}])
        return self.rows()[-1]

    def rows(self):
        with self.database.session_scope() as session:
            return list(session.scalars(select(OutboundMessage).order_by(OutboundMessage.id)))

    def posted(self):
        """Texts to deliver."""
        return [row.text for row in self.rows() if row.sent_at is None]

    async def deliver(self, transport):
        """Delivers all that is posted."""
        for row in self.rows():
            if row.sent_at is None:
                await transport.deliver(row)
                with self.database.session_scope() as session:
                    outbox.mark_sent(session, row.id)


@pytest.fixture
def connection(telegram, database) -> Connection:
    """A connection that polls."""
    return Connection(telegram, database)


@pytest.fixture
async def transport(connection):
    """The transport of a connection that fetches for as long as the test runs."""
    async with connection.fetching() as fetching:
        yield fetching
