"""Telegram: a verified fake of the Bot API, by polling or webhook."""

import itertools
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from bot.channels.telegram.channel import TelegramInput
from bot.channels.telegram.transport import TelegramTransport
from tests.channels.telegram.people import titles
from tests.channels.telegram.strict_server import StrictTelegram
from tests.channels.telegram.test_webhook import serve

_people = itertools.count(80_001_000_001)


class TelegramPeer:
    def __init__(self, server):
        self._server, self._chat = server, next(_people)
        self.secrets = (str(self._chat),)

    def say(self, text):
        self._last = self._server.say(self._chat, text)

    def heard(self):
        return ["\n".join([message["text"], *titles(message)]) for message in self._server.sent_to(self._chat)]

    def send_picture(self, caption):
        self._server.say(self._chat, photo=[{"file_id": "x"}], **({"caption": caption} if caption else {}))

    def edit_last(self, text):
        self._server.edit(self._chat, self._last, text)

    def block(self):
        self._server.block(self._chat)


class TelegramNetwork:
    has_edits = has_pictures = True

    def __init__(self, server, **keys):
        self._server = server
        self._keys = {"token": server.token, "api_url": server.url, **keys}

    def transport(self, database):
        return TelegramTransport(self._keys, database)

    def meet(self):
        return TelegramPeer(self._server)

    def away(self):
        self._server.stop()

    def back(self):
        self._server.start()


@contextmanager
def polled(database) -> Iterator[TelegramNetwork]:
    """Long polling. The bot must not violate the API's rules."""
    server = StrictTelegram().start()
    try:
        yield TelegramNetwork(server)
    finally:
        server.stop()
    assert server.violations == []


@contextmanager
def called(database) -> Iterator[TelegramNetwork]:
    """Webhook, served by another process; the gateway checks it more often than in production."""
    with ExitStack() as stack:
        stack.enter_context(pytest.MonkeyPatch.context()).setattr("bot.channels.telegram.webhook.WATCH_SECONDS", 0.5)
        server = StrictTelegram().start()
        stack.callback(server.stop)
        keys = {"token": server.token, "api_url": server.url, "mode": "webhook", "secret": "a-secret-of-the-tests-0123"}
        routes = TelegramInput({**keys, "public_url": "http://127.0.0.1:1"}, database).blueprint(None)
        base = stack.enter_context(serve(routes, "telegram"))
        yield TelegramNetwork(server, **keys, public_url=base)
    assert server.violations == []
