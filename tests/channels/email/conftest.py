"""A real mailbox, a real server that takes answers, and the channel's connection to both."""

import asyncio
import email.utils
import itertools
from collections.abc import Iterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import select

from bot.base import clock
from bot.channels.email.transport import NAME, EmailTransport
from bot.channels.gateway.intake import store
from bot.channels.gateway.transport import RetryLater, Undeliverable
from bot.records.conversations import inbox, outbox
from bot.records.models import OutboundMessage
from tests.channels.email.dovecot import PASSWORD, USER, Dovecot
from tests.channels.post import Post
from tests.markers import starts
from tests.waiting import until

AUTHSERV_ID = "mx.exemple.fr"
_numbers = itertools.count(1)


class Connection:
    """The channel's transport with a real database, and what the rest of the gateway would do."""

    def __init__(self, dovecot, post, database, **keys):
        self.dovecot, self.post, self.database = dovecot, post, database
        self.keys = {
            "imap": f"imap://127.0.0.1:{dovecot.port}", "smtp": f"smtp://127.0.0.1:{post.port}", "password": PASSWORD, "address": USER,
            "authserv_id": AUTHSERV_ID, **keys,
        }  # fmt: skip
        self.faults, self.reached = [], 0
        self.after_storing = lambda: None

    async def receive(self, incoming=None, *, state=None):
        if incoming is None and state is None:
            self.reached += 1
            return
        await asyncio.to_thread(store, self.database, NAME, incoming, state=state)
        if incoming is not None:
            self.after_storing()

    async def _fetch(self, transport):
        while True:
            try:
                await transport.fetch(self.receive)
            except RetryLater as fault:
                self.faults.append(str(fault))
            except OSError as fault:
                self.faults.append(type(fault).__name__)
            await asyncio.sleep(0.1)

    @asynccontextmanager
    async def fetching(self, **keys):
        """Fetches while the block runs, which begins once the mailbox has been read."""
        transport = EmailTransport(self.keys | keys, self.database)
        task = asyncio.create_task(self._fetch(transport))
        try:
            await self.all_is_read()
            yield transport
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await transport.close()

    async def all_is_read(self):
        """Waits until the mailbox was read to its end, from now on."""
        reached = self.reached
        await until(lambda: self.reached > reached)

    async def until_taken(self, many):
        """Waits until so many e-mails wait to be answered."""
        await until(lambda: len(self.waiting()) >= many)

    def waiting(self):
        """What would be handed to Rasa: texts, oldest first."""
        return [row.text for row in self.rows_in()]

    def rows_in(self):
        with self.database.session_scope() as session:
            return inbox.waiting(session, NAME)

    def rows_out(self):
        with self.database.session_scope() as session:
            return list(session.scalars(select(OutboundMessage).order_by(OutboundMessage.id)))

    def told(self):
        """Texts that wait to be delivered."""
        return [row.text for row in self.rows_out() if row.sent_at is None]

    def answer(self, *parts):
        """Does what a turn does with the oldest waiting message."""
        row = self.rows_in()[0]
        with self.database.session_scope() as session:
            inbox.mark_answered(session, row.conversation_id, row.message_id)
            outbox.post(session, row.conversation_id, NAME, row.address, parts)
        return self.rows_out()[-1]

    async def deliver(self):
        """Delivers all that is posted."""
        transport = EmailTransport(self.keys, self.database)
        for row in self.rows_out():
            if row.sent_at is None and row.abandoned_at is None:
                try:
                    await transport.deliver(row)
                except Undeliverable as error:
                    with self.database.session_scope() as session:
                        outbox.mark_failed(session, row.id, str(error), None)
                else:
                    with self.database.session_scope() as session:
                        outbox.mark_sent(session, row.id)


def written(text="Bonjour", *, author="zoe@exemple.org", proof="dmarc=pass header.from=exemple.org", **headers):
    """Returns an e-mail as the receiving server keeps it; a header that is None is left out."""
    number = next(_numbers)
    domain = author.partition("@")[2]
    all_headers = {
        "Authentication-Results": f"{AUTHSERV_ID}; {proof}".replace("exemple.org", domain) if proof else None, "From": f"Zoé <{author}>",
        "To": USER, "Date": email.utils.format_datetime(clock.now()), "Message-ID": f"<{number}@{domain}>", "Subject": "Candidature",
        "Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }  # fmt: skip
    head = "".join(f"{name}: {value}\r\n" for name, value in all_headers.items() if value is not None)
    return f"{head}\r\n{text}\r\n".encode()


@pytest.fixture(scope="session")
@starts("server")
def one_dovecot() -> Iterator[Dovecot]:
    """One mail server for the tests of this folder."""
    server = Dovecot().start()
    yield server
    server.remove()


@pytest.fixture
def dovecot(one_dovecot: Dovecot) -> Dovecot:
    """A running mail server with an empty mailbox."""
    one_dovecot.empty()
    return one_dovecot


@pytest.fixture
@starts("server")
def post() -> Iterator[Post]:
    """A running server that takes answers."""
    kept = Post(PASSWORD).start()
    yield kept
    kept.stop()


@pytest.fixture
def connection(dovecot, post, database, monkeypatch) -> Connection:
    """A connection to both; nothing was fetched yet."""
    monkeypatch.setenv("BOT_SITE", "https://bot.exemple.fr")
    return Connection(dovecot, post, database)
