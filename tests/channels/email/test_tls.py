"""E-mail over TLS: a mailbox whose certificate is trusted, and one whose certificate is not."""

import asyncio

import pytest

from tests.channels.certificate import make_certificate
from tests.channels.email.conftest import Connection, written
from tests.channels.email.dovecot import Dovecot


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
