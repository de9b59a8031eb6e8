"""From a person's e-mail to the answer in their mailbox: through the real gateway, the channel in Rasa's place, and TLS."""

import asyncio
import json
import random
import subprocess
import sys
import time

import pytest

from bot.channels.email.input import EmailInput
from bot.tools.evaluation.servers import free_port
from tests.channels.certificate import make_certificate
from tests.channels.channel_player import Player, serve
from tests.channels.email.conftest import Connection, written
from tests.channels.email.dovecot import Dovecot


def start_gateway(folder):
    """Starts the gateway as a process of its own; it is killed as nothing else ends it."""
    with (folder / "gateway.log").open("ab") as log:
        return subprocess.Popen([sys.executable, "-m", "bot.channels.gateway.gateway"], stdout=log, stderr=log)


@pytest.mark.server
def test_a_gateway_that_is_killed_at_any_moment_loses_and_doubles_nothing(connection, tmp_path, monkeypatch):
    chance, most = random.Random(20261129), 12
    credentials = tmp_path / "credentials.yml"
    credentials.write_text(json.dumps({"bot.channels.email.EmailInput": connection.keys}), encoding="utf-8")
    monkeypatch.setenv("BOT_SECRET", "a secret of the tests")
    monkeypatch.setenv("BOT_CREDENTIALS", str(credentials))
    monkeypatch.setenv("BOT_GATEWAY_PORT", str(free_port()))
    rasa = Player(connection.database)

    async def take(message):
        return await rasa(message)

    def answered():
        return {message["Message-ID"] for message in connection.post.read()}

    asyncio.run(begin(connection))
    with serve(EmailInput({}, connection.database).blueprint(take), "email") as base:
        monkeypatch.setenv("BOT_RASA_URLS", base)
        sent, deadline = 0, time.monotonic() + 240
        while sent < most or len(answered()) < most:
            assert time.monotonic() < deadline, (tmp_path / "gateway.log").read_text(errors="replace")[-2000:]
            gateway = start_gateway(tmp_path)
            try:
                before = len(connection.post.taken)
                for _ in range(min(3, most - sent)):
                    connection.dovecot.arrive(written(f"mot {sent}", author=f"p{sent % 5}@exemple.org"))
                    sent += 1
                while len(connection.post.taken) == before and len(answered()) < most and time.monotonic() < deadline:
                    time.sleep(0.01)
                time.sleep(chance.uniform(0, 0.2) if sent < most else 5)
            finally:
                gateway.kill()
                gateway.wait()
    assert sorted(rasa.heard) == sorted(f"mot {number}" for number in range(most))
    said = {message["Message-ID"]: message.get_content().split("\n")[0].strip() for message in connection.post.read()}
    assert sorted(said.values()) == sorted(f"re: mot {number}" for number in range(most))


async def begin(connection):
    """Notes where the mailbox begins, as the first start does."""
    async with connection.fetching():
        pass


# --- TLS


@pytest.fixture(scope="module")
def certificate():
    return make_certificate()


@pytest.fixture
def encrypted(certificate, post, database, monkeypatch):
    """A connection by TLS to a mailbox whose certificate is known to nobody yet."""
    server = Dovecot(certificate=certificate).start()
    connection = Connection(server, post, database, imap=f"imaps://127.0.0.1:{server.tls_port}")
    connection.certificate = server.folder / "certificate.pem"
    yield connection
    server.remove()


def test_by_tls_what_arrives_is_taken_at_once(encrypted, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(encrypted.certificate))

    async def work():
        async with encrypted.fetching() as transport:
            for number in range(1, 4):
                encrypted.dovecot.arrive(written(str(number)))
                await encrypted.until_taken(number)
            return await transport.check()

    assert asyncio.run(work()) == []


def test_a_certificate_that_nobody_vouches_for_is_told_and_not_trusted(encrypted):
    (fault,) = asyncio.run(encrypted.transport().check())
    assert "the certificate of 127.0.0.1 cannot be trusted" in fault
