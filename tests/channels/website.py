"""The website's channel on a real web server, and the requests of a browser."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from itsdangerous import URLSafeTimedSerializer

from bot.channels.web.channel import WebInput
from bot.records.conversations import addresses
from tests.channels.channel_player import Player, serve

SITE, SECRET = "https://www.exemple.fr", "a secret of the tests"
SIGNER = URLSafeTimedSerializer(SECRET, salt="web-session")


class Site:
    """A running server, what plays Rasa behind it, and its base address."""

    def __init__(self, player: Player, base: str) -> None:
        self.player, self.database, self.base = player, player.database, base
        self.client = httpx.Client(base_url=base, timeout=30)

    def open(self, **body):
        return self.client.post("/session", json=body).json()

    def leave(self, token):
        return self.client.delete("/session", headers=bearer(token))

    def get(self, token, path):
        return self.client.get(path, headers=bearer(token))

    def send(self, token, text, message_id=None, **body):
        message = {"id": message_id or uuid.uuid4().hex, "text": text, **body}
        return self.client.post("/messages", json=message, headers=bearer(token))

    def conversation_of(self, token):
        with self.database.session_scope() as session:
            return addresses.find(session, "web", SIGNER.loads(token))


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


@contextmanager
def serve_site(player: Player) -> Iterator[Site]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOT_SECRET", SECRET)
        channel = WebInput([SITE], player.database)
    with serve(channel.blueprint(player), "web") as base:
        yield Site(player, f"{base}/webhooks/web")
