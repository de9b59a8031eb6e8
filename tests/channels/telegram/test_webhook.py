"""The webhook on a real server: secret, sizes, duplicates, a database in trouble; and the watch over it."""

import json

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from bot.channels.telegram import channel as channel_module
from bot.channels.telegram.channel import TelegramInput
from bot.channels.telegram.configuration import MAX_UPDATE_BYTES
from bot.content.sentences import section
from tests.channels.channel_player import serve
from tests.channels.telegram.conftest import PERSON, Connection
from tests.channels.telegram.strict_server import TOKEN
from tests.markers import starts
from tests.waiting import until

pytestmark = pytest.mark.anyio
SECRET = "a-secret-of-the-tests-0123"


class Site:
    """The channel's server, and the transport that sets its webhook."""

    def __init__(self, telegram, database, base):
        self.url = f"{base}/webhooks/telegram/webhook"
        self.connection = Connection(telegram, database, mode="webhook", public_url=base, secret=SECRET)

    def post(self, update, secret=SECRET, **more):
        content = update if isinstance(update, bytes) else json.dumps(update).encode()
        headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
        return httpx.post(self.url, content=content, headers=headers, **more).status_code


@pytest.fixture
@starts("server")
def site(telegram, database):
    keys = {"token": TOKEN, "api_url": telegram.url, "mode": "webhook", "secret": SECRET}
    keys["public_url"] = "http://127.0.0.1:1"
    with serve(TelegramInput(keys, database).blueprint(None), "telegram") as base:
        yield Site(telegram, database, base)


def text(number=1, words="Bonjour"):
    chat, sender = {"id": PERSON, "type": "private"}, {"id": PERSON, "is_bot": False}
    return {"update_id": number, "message": {"message_id": number, "chat": chat, "from": sender, "text": words}}


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), b"\xe9\xff"])
def test_without_the_secret_nothing_is_taken(site, secret):
    assert site.post(text(), secret) == 403
    assert site.connection.waiting() == []


def test_an_update_is_stored_before_it_is_acknowledged_and_taken_once_when_brought_again(site):
    for _ in range(3):
        assert site.post(text()) == 200
        assert site.connection.waiting() == ["Bonjour"]


BODIES = [b"", b"{", b"[]", b"null", b"3", b'{"message": {}}', b'{"update_id": "x"}', b"\xff\xfe", b"[" * 5000]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_what_is_no_update_is_refused(site, body):
    assert site.post(body) == 400


def test_an_update_that_is_nothing_for_the_bot_is_acknowledged(site):
    assert site.post({"update_id": 3, "poll_answer": {}}) == 200
    assert site.connection.waiting() == []


def test_a_huge_body_is_refused(site):
    assert site.post(text(words="a" * MAX_UPDATE_BYTES)) == 413
    assert site.post(text(words="a" * 100_000)) == 200


def test_half_characters_and_nul_are_stored_without(site):
    body = json.dumps(text()).replace("Bonjour", "Bon\\ud83djour\\u0000").encode()
    assert site.post(body) == 200
    assert site.connection.waiting() == ["Bonjour"]


def test_when_it_cannot_be_stored_telegram_is_to_bring_it_again(site, monkeypatch, caplog):
    def full(*_, **__):
        raise OperationalError("INSERT", {"text": "Bonjour"}, Exception("disk full"))

    with monkeypatch.context() as trouble:
        trouble.setattr(channel_module, "store", full)
        assert site.post(text()) == 503
    assert "Bonjour" not in caplog.text
    assert site.post(text()) == 200
    assert site.connection.waiting() == ["Bonjour"]


def test_other_methods_and_a_channel_that_polls_have_no_webhook(site, telegram, database):
    assert httpx.get(site.url).status_code == 405
    with serve(TelegramInput({"token": TOKEN}, database).blueprint(None), "telegram") as base:
        assert httpx.post(f"{base}/webhooks/telegram/webhook", json=text()).status_code in {404, 405}


@pytest.mark.server
def test_wrong_keys_close_this_channel_alone(database, caplog):
    with serve(
        TelegramInput({"token": "secret-word", "mode": "webhook"}, database).blueprint(None), "telegram"
    ) as base:
        assert httpx.get(f"{base}/webhooks/telegram/").status_code == 200
        assert httpx.post(f"{base}/webhooks/telegram/webhook", json=text()).status_code in {404, 405}
    assert "secret-word" not in caplog.text


async def test_telegram_calls_the_webhook_that_the_gateway_set(site, telegram, database):
    async with site.connection.fetching() as transport:
        await until(lambda: telegram.webhook)
        assert telegram.webhook["max_connections"] == 1
        for number in range(3):
            telegram.say(PERSON, f"message {number}")
        telegram.say(PERSON, voice={"duration": 1})
        await until(lambda: telegram.pending() == 0)
        assert site.connection.waiting() == [f"message {number}" for number in range(3)]
        assert site.connection.posted() == [section("unsupported")["audio"]]
        assert await transport.check() == []
    assert set(telegram.webhook_answers) == {200}


async def test_presses_and_groups_come_by_the_webhook_too(site, telegram):
    async with site.connection.fetching() as transport:
        telegram.say(PERSON, "bonjour")
        await until(site.connection.waiting)
        site.connection.answer({"text": "Alors ?", "buttons": ["Oui", "Non"]})
        await site.connection.deliver(transport)
        query = telegram.press(PERSON, "Oui")
        await until(lambda: query in telegram.acknowledged)
        assert site.connection.waiting() == ["Oui"]
        group = telegram.group(-5)
        await until(lambda: not group.is_open)


async def test_a_webhook_that_was_lost_is_set_again(site, telegram, monkeypatch):
    monkeypatch.setattr("bot.channels.telegram.webhook.WATCH_SECONDS", 0.1)
    async with site.connection.fetching():
        await until(lambda: telegram.webhook)
        telegram.webhook = None
        await until(lambda: telegram.webhook)


async def test_a_webhook_that_somebody_else_set_is_told_and_left_alone(site, telegram, monkeypatch):
    monkeypatch.setattr("bot.channels.telegram.webhook.WATCH_SECONDS", 0.1)
    async with site.connection.fetching():
        await until(lambda: telegram.webhook)
        telegram.webhook = {"url": "https://other.example/hook"}
        await until(lambda: sum("other.example" in problem for problem in site.connection.problems) > 1)
    assert telegram.webhook["url"] == "https://other.example/hook"


async def test_polling_again_after_the_webhook_takes_it_away(site, telegram, database):
    async with site.connection.fetching():
        await until(lambda: telegram.webhook)
    async with Connection(telegram, database).fetching() as transport:
        assert await transport.check() == []
        telegram.say(PERSON, "bonjour")
        await until(lambda: telegram.webhook is None)
        await until(site.connection.waiting)
