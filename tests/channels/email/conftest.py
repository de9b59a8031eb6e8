"""A real mailbox, a real server that takes answers, and the channel's connection to both."""

import email.utils
import itertools
from collections.abc import Iterator
from contextlib import asynccontextmanager

import pytest

from bot.base import clock
from bot.channels.email.transport import NAME
from tests.channels.email.dovecot import PASSWORD, USER, Dovecot
from tests.channels.post import Post
from tests.channels.transport_connection import TransportConnection
from tests.markers import starts
from tests.waiting import until

AUTHSERV_ID = "mx.exemple.fr"
_numbers = itertools.count(1)


class Connection(TransportConnection):
    """A connection to the mailbox and to the server that takes answers."""

    channel = NAME

    def __init__(self, dovecot, post, database, **keys):
        self.dovecot, self.post = dovecot, post
        imap, smtp = f"imap://127.0.0.1:{dovecot.port}", f"smtp://127.0.0.1:{post.port}"
        own = {"imap": imap, "smtp": smtp, "password": PASSWORD, "address": USER, "authserv_id": AUTHSERV_ID}
        super().__init__(database, own | keys)
        self._reads = 0
        self.after_storing = lambda: None

    async def receive(self, incoming=None, *, state=None):
        if incoming is None and state is None:  # the mailbox was read to its end
            self._reads += 1
            return
        await super().receive(incoming, state=state)
        if incoming is not None:
            self.after_storing()

    @asynccontextmanager
    async def fetching(self, **keys):
        """A transport that fetches while the block runs, which begins once the mailbox was read to its end."""
        async with super().fetching(**keys) as transport:
            reads = self._reads
            await until(lambda: self._reads > reads)
            yield transport

    async def until_taken(self, many):
        """Waits until so many e-mails wait to be answered."""
        await until(lambda: len(self.waiting()) >= many)


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
