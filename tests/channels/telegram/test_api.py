"""Calls of the Bot API: what each answer means, and what never leaves the client."""

import asyncio
import logging
import time
import traceback

import pytest

from bot.channels.gateway.configuration import BadConfiguration
from bot.channels.telegram.api import (
    ApiError,
    BadTokenError,
    BotApi,
    ConflictError,
    RefusedError,
    TooManyError,
    UnreachableError,
    backoff_seconds,
)
from bot.channels.telegram.configuration import read_configuration
from tests.channels.telegram.conftest import PERSON
from tests.channels.telegram.strict_server import TOKEN


def call(telegram, method, *, make=BotApi.call, **parameters):
    async def run():
        api = BotApi(TOKEN, telegram.url)
        try:
            return await make(api, method, **parameters)
        finally:
            await api.close()

    return asyncio.run(run())


def call_patiently(telegram, method, **parameters):
    return call(telegram, method, make=BotApi.call_patiently, pause=0.01, **parameters)


@pytest.mark.parametrize(("fault", "kind"), [
    ("500", UnreachableError), ("502", UnreachableError), ("drop", UnreachableError), ("garbage", UnreachableError), ("429:7", TooManyError),
    ("409", ConflictError), ("401", BadTokenError), ("403", RefusedError), ("418", RefusedError),
])  # fmt: skip
def test_each_failure_is_of_its_kind(telegram, fault, kind):
    telegram.fail(fault)
    with pytest.raises(ApiError) as caught:
        call(telegram, "getMe")
    assert type(caught.value) is kind
    if kind is TooManyError:
        assert caught.value.retry_after == 7


@pytest.mark.parametrize("fault", ["500", "drop", "garbage"])
def test_a_patient_call_is_made_again(telegram, fault):
    telegram.fail(fault, times=3)
    assert call_patiently(telegram, "getMe")["username"] == "conseiller_test_bot"
    assert len(telegram.called("getMe")) == 4


def test_a_patient_call_gives_up_in_the_end(telegram):
    telegram.fail("500", times=9)
    with pytest.raises(UnreachableError):
        call_patiently(telegram, "getMe", tries=3)
    assert len(telegram.called("getMe")) == 3


def test_a_patient_call_waits_as_long_as_telegram_says(telegram):
    telegram.fail("429:1")
    began = time.monotonic()
    call_patiently(telegram, "getMe")
    assert time.monotonic() - began >= 1


def test_a_patient_call_does_not_wait_an_hour(telegram):
    telegram.fail("429:3600")
    with pytest.raises(TooManyError):
        call_patiently(telegram, "getMe")


def test_what_is_refused_is_not_tried_again(telegram):
    with pytest.raises(RefusedError, match="chat not found"):
        call_patiently(telegram, "sendMessage", chat_id=PERSON, text="Bonjour")
    assert len(telegram.called("sendMessage")) == 1
    telegram.violations.clear()


def test_pauses_grow_and_have_an_end():
    pauses = [backoff_seconds(UnreachableError("x"), number) for number in range(1, 2000)]
    assert pauses[:4] == [1, 2, 4, 8]
    assert max(pauses) == 60
    assert backoff_seconds(TooManyError(13), 1) == 13


@pytest.mark.parametrize("fault", ["500", "drop", "garbage", "429:1", "401"])
def test_the_token_is_in_no_error_and_no_log(telegram, caplog, fault):
    telegram.fail(fault)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("httpx").setLevel(logging.DEBUG)
        try:
            call(telegram, "getMe")
        except ApiError as error:
            told = "".join(traceback.format_exception(error)) + repr(error) + repr(error.__context__)
        call(telegram, "getMe")
    secret = TOKEN.partition(":")[2]
    assert secret not in told
    assert secret not in caplog.text
    assert secret not in repr(BotApi(TOKEN))


def test_the_token_is_in_no_error_when_nobody_listens(telegram):
    telegram.stop()
    with pytest.raises(UnreachableError) as caught:
        call(telegram, "getMe")
    assert TOKEN not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None


@pytest.mark.parametrize("token", ["", "x", "123456", "123456:", "12:ab cd", "123456789:abc/../def", "123456789:abc\n"])
def test_what_is_no_token_is_refused_unsaid(token):
    with pytest.raises(ValueError, match="no token") as caught:
        BotApi(token)
    assert not token or token not in str(caught.value)


@pytest.mark.parametrize(("keys", "about"), [
    (None, "token"), ({}, "token"), ({"token": "secret-word"}, "token"), ({"token": TOKEN, "mode": "pull"}, "mode"),
    ({"token": TOKEN, "mode": "webhook"}, "public_url"), ({"token": TOKEN, "mode": "webhook", "public_url": "bot.exemple.fr"}, "public_url"),
    ({"token": TOKEN, "mode": "webhook", "public_url": "http://bot.exemple.fr"}, "https"),
    ({"token": TOKEN, "secret": "short"}, "secret"), ({"token": TOKEN, "secret": "é" * 20}, "secret"), ({"token": TOKEN, "api_url": "x"}, "api_url"),
    ({"token": TOKEN, "tokne": "x"}, "tokne"),
])  # fmt: skip
def test_a_wrong_key_is_named_and_not_repeated(database, keys, about):
    with pytest.raises(BadConfiguration, match=about) as caught:
        read_configuration(keys)
    assert "secret-word" not in str(caught.value)
    assert TOKEN not in str(caught.value)


def test_keys_left_out_have_defaults(database):
    made = read_configuration({"token": TOKEN, "mode": None})
    assert (made.mode, made.api_url) == ("polling", "https://api.telegram.org")
    assert made.secret == read_configuration({"token": TOKEN}).secret
    assert made.secret != read_configuration({"token": "123456789:another"}).secret
    assert TOKEN not in repr(made)
    assert (
        read_configuration({"token": TOKEN, "mode": "webhook", "public_url": "https://bot.exemple.fr/"}).webhook_url
        == "https://bot.exemple.fr/webhooks/telegram/webhook"
    )
