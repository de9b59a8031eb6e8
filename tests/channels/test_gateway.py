"""The gateway between a network and Rasa. The network is played here, and Rasa's part behind a real relay."""

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import subprocess
import time
import urllib.request

import httpx
import pytest

from bot.base.clock import backoff_seconds
from bot.base.environment import child_environment, python
from bot.channels.gateway import relay
from bot.channels.gateway.credentials import CredentialsError, make_transports, read_credentials, relayed_channels
from bot.channels.gateway.deliveries import DELIVERIES_AT_ONCE, POLL_SECONDS
from bot.channels.gateway.gateway import Gateway
from bot.channels.gateway.rasa_breaker import relay_token
from bot.channels.gateway.transport import RetryLater, Undeliverable
from bot.content.sentences import sentence
from bot.records.conversations import addresses, inbox, outbox
from bot.tools.evaluation.servers import free_port
from bot.tools.evaluation.stored import dump
from tests.channels.gateway_harness import CHAT, Net, let_through


def test_what_is_written_is_answered_in_order_where_it_came_from(gateway_harness):
    gateway_harness.net.write("un", "deux", "trois")
    gateway_harness.net.write("ailleurs", address="chat-2")
    gateway_harness.serve(lambda: len(gateway_harness.net.delivered) == 4)
    assert [text for address, text in gateway_harness.net.delivered if address == CHAT] == [
        "re: un",
        "re: deux",
        "re: trois",
    ]
    assert ("chat-2", "re: ailleurs") in gateway_harness.net.delivered
    assert CHAT in gateway_harness.net.typed
    assert gateway_harness.net.is_closed
    assert CHAT not in str(
        dump(gateway_harness.database)["inbound_messages"] + dump(gateway_harness.database)["outbound_messages"]
    )


def test_a_delivery_that_ends_while_what_is_due_is_being_read_is_not_made_again(gateway_harness, monkeypatch):
    read, gateway_harness.net.seconds = outbox.due, POLL_SECONDS + 0.15

    def read_slowly(session, channel, now):
        rows = read(session, channel, now)
        time.sleep(0.3)
        return rows

    monkeypatch.setattr(outbox, "due", read_slowly)
    gateway_harness.net.write("un", "deux", "trois")
    gateway_harness.serve(lambda: len(gateway_harness.net.delivered) >= 3)
    assert gateway_harness.texts == ["re: un", "re: deux", "re: trois"]


def test_while_rasa_is_away_messages_wait_and_go_on_when_it_is_back(gateway_harness, caplog):
    gateway_harness.port = free_port()
    gateway_harness.net.write("un", "deux")
    opening = []

    def is_answered():
        if not opening and len(dump(gateway_harness.database)["inbound_messages"]) == 2 and "Rasa" in caplog.text:
            assert gateway_harness.net.delivered == []
            opening.append(asyncio.create_task(let_through(gateway_harness.port, gateway_harness.relay_server.port)))
        return len(gateway_harness.net.delivered) == 2

    gateway_harness.serve(is_answered)
    assert gateway_harness.texts == ["re: un", "re: deux"]


def test_a_turn_in_trouble_is_tried_again_and_another_person_does_not_wait(gateway_harness):
    gateway_harness.rasa.fails = 2
    gateway_harness.net.write("un")
    gateway_harness.net.write("autre", address="chat-2")
    gateway_harness.serve(lambda: len(gateway_harness.net.delivered) == 2)
    assert sorted(gateway_harness.texts) == ["re: autre", "re: un"]


def test_a_rasa_that_does_not_know_the_channel_yet_is_asked_again_after_a_pause_and_the_log_says_so(
    gateway_harness, caplog
):
    gateway_harness.net.name = "newer"
    gateway_harness.net.write("un")
    gateway_harness.serve(lambda: caplog.text.count("a message of newer is not answered yet (status 404)") == 2)
    assert "again in 1.0 s" in caplog.text and "again in 2.0 s" in caplog.text


def test_why_a_network_is_not_reached_is_logged_once_and_told_as_its_health_until_it_is(database, caplog):
    caplog.set_level("INFO")

    class Away(Net):
        tries, is_back = 0, False

        async def fetch(self, receive):
            self.tries += 1
            if not self.is_back:
                raise RetryLater(0.01, "the network sleeps")
            await receive()
            await receive()
            await asyncio.Event().wait()

    async def go():
        net = Away(database)
        gateway = Gateway([net, Reached(database)], database, ["http://127.0.0.1:1"])
        work = asyncio.create_task(gateway.run())
        async with asyncio.timeout(20):
            while net.tries < 3 or gateway.health()["reached"]["state"] != "ok":
                await asyncio.sleep(0.01)
            told, net.is_back = gateway.health(), True
            while gateway.health()["net"]["state"] != "ok":
                await asyncio.sleep(0.01)
        work.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await work
        return told

    class Reached(Net):
        name = "reached"

        async def fetch(self, receive):
            await receive()
            await asyncio.Event().wait()

    told = asyncio.run(go())
    assert (told["net"]["state"], told["net"]["reached_seconds_ago"]) == ("the network sleeps", None)
    assert told["reached"]["reached_seconds_ago"] is not None
    assert caplog.text.count("the network sleeps") == caplog.text.count("net: reached again") == 1


def test_a_network_that_stands_still_holds_nobody_else_up(gateway_harness):
    class Still(Net):
        name = "still"

        async def deliver(self, row):
            await asyncio.Event().wait()

    still = Still(gateway_harness.database)
    with gateway_harness.database.session_scope() as session:
        for number in range(20):
            outbox.post(session, f"c{number}", "still", f"chat-{number}", [{"text": "…"}])
    gateway_harness.others.append(still)
    gateway_harness.net.write("un")
    gateway_harness.serve(lambda: gateway_harness.texts == ["re: un"])


def test_a_pause_that_a_network_asks_of_all_holds_all_it_says(gateway_harness):
    gateway_harness.net.problems = [RetryLater(1.0, "slow down", applies_to_account=True)]
    with gateway_harness.database.session_scope() as session:
        outbox.post(session, "c1", "net", "chat-1", [{"text": "un"}])
    tries = []
    deliver = gateway_harness.net.deliver

    async def counted(row):
        tries.append(time.monotonic())
        with gateway_harness.database.session_scope() as session:
            if len(tries) == 1:
                outbox.post(session, "c2", "net", "chat-2", [{"text": "deux"}])
        await deliver(row)

    gateway_harness.net.deliver = counted
    gateway_harness.serve(lambda: sorted(gateway_harness.texts) == ["deux", "un"])
    assert len(tries) == 3


def test_who_waits_for_a_slow_network_is_served_in_turn_without_hammering_it(gateway_harness, caplog):
    texts = [f"texte {number:02}" for number in range(12)]
    with gateway_harness.database.session_scope() as session:
        for text in texts:
            outbox.post(session, f"conversation of {text}", "net", f"chat of {text}", [{"text": text}])
    deliver, free_at, refused = gateway_harness.net.deliver, 0.0, []

    async def in_turn(row):
        nonlocal free_at
        now = time.monotonic()
        if now < free_at:
            refused.append(row.text)
            raise RetryLater(free_at - now, "slow down", applies_to_account=True)
        free_at = now + 0.4
        await deliver(row)

    gateway_harness.net.deliver = in_turn
    gateway_harness.serve(lambda: len(gateway_harness.texts) == len(texts))
    assert gateway_harness.texts == texts
    at_first = DELIVERIES_AT_ONCE - 1
    assert len(refused) <= at_first + len(texts)  # then one a pause
    assert [record.levelname for record in caplog.records if "slow down" in record.getMessage()] == ["WARNING"]
    assert not [row for row in dump(gateway_harness.database)["outbound_messages"] if row["error"]]


@pytest.mark.parametrize("problem", [RetryLater(0.1, "429"), ConnectionError()])
def test_a_delivery_that_fails_keeps_its_place(gateway_harness, problem):
    gateway_harness.net.problems = [None, problem, problem]
    gateway_harness.net.write("un", "deux", "trois")
    gateway_harness.serve(lambda: len(gateway_harness.net.delivered) == 3)
    assert gateway_harness.texts == ["re: un", "re: deux", "re: trois"]


def test_what_can_never_be_delivered_lets_the_next_pass_and_the_log_says_why(gateway_harness, caplog):
    gateway_harness.net.problems = [RetryLater(0.1, "the network asks to slow down"), Undeliverable("the person left")]
    gateway_harness.net.write("un", "deux")
    gateway_harness.serve(lambda: gateway_harness.texts == ["re: deux"])
    rows = dump(gateway_harness.database)["outbound_messages"]
    assert [(row["error"], row["text"]) for row in rows if row["abandoned_at"]] == [("the person left", None)]
    assert "a delivery on net failed: the network asks to slow down" in caplog.text
    assert "a delivery on net failed: the person left, given up" in caplog.text


def test_a_delivery_under_way_is_finished_before_stopping(gateway_harness):
    gateway_harness.net.seconds = 0.5
    gateway_harness.net.write("un")
    gateway_harness.serve(lambda: gateway_harness.net.is_delivering)
    assert gateway_harness.texts == ["re: un"]
    assert [row["sent_at"] is None for row in dump(gateway_harness.database)["outbound_messages"]] == [False]


def test_logs_hold_neither_words_nor_addresses(gateway_harness, caplog):
    caplog.set_level(logging.DEBUG, logger="bot")
    gateway_harness.rasa.fails, gateway_harness.net.fetch_fails = 1, 1
    gateway_harness.net.problems = [ConnectionError(f"{CHAT} said un secret"), ValueError(f"{CHAT}")]
    gateway_harness.net.write("un secret", "deux")
    gateway_harness.serve(lambda: len(gateway_harness.net.delivered) == 2)
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert lines
    assert not any("secret" in line or CHAT in line for line in lines)


def test_pauses_double_up_to_a_minute():
    assert [backoff_seconds(number) for number in (0, 1, 2, 20, 5000)] == [0.5, 1.0, 2.0, 60.0, 60.0]


# --- the relay


def test_the_relay_answers_nobody_but_the_gateway(gateway_harness):
    with gateway_harness.database.session_scope() as session:
        conversation_id = addresses.open_conversation(session, "net", CHAT)
        inbox.get_or_add(session, conversation_id, "m1", text="Bonjour", channel="net", address=CHAT)
    turn = {"conversation_id": conversation_id, "message_id": "m1"}
    good = {"Authorization": f"Bearer {relay_token()}"}
    url = f"http://127.0.0.1:{gateway_harness.port}/webhooks/net/turn"
    for headers in (
        {},
        {"Authorization": "Bearer x"},
        {"Authorization": relay_token()},
        {"Authorization": "Bearer é".encode()},
    ):
        assert httpx.post(url, json=turn, headers=headers).status_code == 401
    for body in (b"", b"{", b"[]", b"null", b'{"conversation_id": "x"}'):
        assert httpx.post(url, content=body, headers=good).status_code == 400
    assert httpx.post(url, json={**turn, "message_id": "m2"}, headers=good).status_code == 410
    assert gateway_harness.rasa.heard == []
    for _ in range(2):
        assert httpx.post(url, json=turn, headers=good).status_code == 200
    assert gateway_harness.rasa.heard == ["Bonjour"]


def test_a_message_that_waited_while_everything_was_away_is_tried_more_than_once(gateway_harness):
    gateway_harness.rasa.fails = 2
    with gateway_harness.database.session_scope() as session:
        conversation_id = addresses.open_conversation(session, "net", CHAT)
        row = inbox.get_or_add(session, conversation_id, "m1", text="Bonjour", channel="net", address=CHAT)
        row.received_at = row.received_at.replace(year=2020)
    gateway_harness.serve(lambda: bool(gateway_harness.net.delivered))
    assert gateway_harness.texts == ["re: Bonjour"]


def test_a_message_that_cannot_be_answered_for_long_is_told_of_and_those_behind_it_pass(gateway_harness, monkeypatch):
    monkeypatch.setattr(relay, "MAX_FAILURES", 1)
    gateway_harness.rasa.fails = 2
    gateway_harness.net.write("un", "deux")
    gateway_harness.serve(lambda: len(gateway_harness.net.delivered) == 2)
    assert gateway_harness.texts == [sentence("turn.gave_up"), "re: deux"]


# --- the process, and what it is configured with

TELEGRAM = "bot.channels.telegram.channel.TelegramInput"


@pytest.fixture
def credentials(tmp_path, monkeypatch):
    path = tmp_path / "credentials.yml"
    monkeypatch.setenv("BOT_CREDENTIALS", str(path))
    return path


def test_keys_may_name_the_environment(credentials, monkeypatch):
    monkeypatch.setenv("A_TOKEN", "123:abc")
    credentials.write_text(f'{TELEGRAM}:\n  token: ${{A_TOKEN}}\n  more: ["x-${{A_TOKEN}}", 3]\nrest:\n')
    assert read_credentials() == {TELEGRAM: {"token": "123:abc", "more": ["x-123:abc", 3]}, "rest": {}}
    assert list(relayed_channels().values()) == [{"token": "123:abc", "more": ["x-123:abc", 3]}]


@pytest.mark.parametrize(
    "text", ["a: [", "- x", f"{TELEGRAM}:\n\ttoken: x", f"{TELEGRAM}:\n  token: ${{NOT_SET_ANYWHERE}}"]
)
def test_credentials_that_cannot_be_read_are_told_in_one_sentence(credentials, text):
    credentials.write_text(text)
    with pytest.raises(CredentialsError) as told:
        read_credentials()
    assert str(told.value).endswith(".") and "\n" not in str(told.value)


def test_a_line_that_is_no_yaml_is_named_and_not_repeated(credentials):
    credentials.write_text(f"web:\n {TELEGRAM}:\n   token: a-secret\nrest:\n\tpassword: another\n")
    with pytest.raises(CredentialsError, match="at line 5") as told:
        read_credentials()
    assert "secret" not in str(told.value) and "another" not in str(told.value)


def test_with_the_website_alone_there_is_nothing_to_connect(credentials, database):
    credentials.write_text("bot.channels.web.WebInput:\n  allowed_origins: []\n")
    assert make_transports(database) == []


@pytest.mark.server
def test_the_process_answers_about_its_health_and_ends_at_once_on_sigterm(credentials, database, monkeypatch):
    credentials.write_text(f"{TELEGRAM}: {{}}\n")
    port = free_port()
    monkeypatch.setenv("BOT_GATEWAY_PORT", str(port))
    process = subprocess.Popen(
        [python(), "-m", "bot.channels.gateway.gateway"],
        env=child_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        deadline = time.monotonic() + 60
        states = None
        while states is None and time.monotonic() < deadline and process.poll() is None:
            with contextlib.suppress(OSError):
                states = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2))
            time.sleep(0.1)
        assert list(states) == ["telegram"]
        with socket.create_connection(("127.0.0.1", port), timeout=10) as endless, contextlib.suppress(OSError):
            endless.sendall(b"a" * 200_000)
            endless.recv(1)  # closed
        os.kill(process.pid, signal.SIGTERM)
        output, _ = process.communicate(timeout=10)
        assert process.returncode == 0, output.decode()
        assert not {"Traceback", "Unhandled"} & set(output.decode().split())
    finally:
        process.kill()
