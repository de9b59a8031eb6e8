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
from bot.channels.gateway.relay import RelayedInput
from bot.channels.gateway.transport import Incoming, RetryLater, Undeliverable
from bot.content.sentences import sentence
from bot.records.conversations import addresses, inbox, outbox
from bot.records.store import channel_states
from bot.records.store.database import Database
from bot.tools.evaluation.servers import free_port
from bot.tools.evaluation.stored import dump
from tests.channels.channel_player import Player, serve
from tests.markers import starts

CHAT = "chat-4711"


class NetInput(RelayedInput):
    """The input channel of the played network."""

    @classmethod
    def name(cls):
        return "net"


class Net:
    """A network that holds messages until they are fetched, and counts from the state that was kept with them."""

    name = "net"

    def __init__(self, database):
        self.database = database
        self.written, self.delivered, self.typed = [], [], []
        self.fetch_fails, self.problems, self.seconds = 0, [], 0.0
        self.is_closed = self.is_delivering = False

    def write(self, *texts, address=CHAT):
        self.written += [(address, text) for text in texts]

    async def fetch(self, receive):
        with self.database.session_scope() as session:
            offset = channel_states.get(session, self.name, "offset") or 0
        while True:
            if self.fetch_fails:
                self.fetch_fails -= 1
                raise ConnectionError("with the address of a person")
            while offset < len(self.written):
                address, text = self.written[offset]
                offset += 1
                await receive(Incoming(address, f"m{offset}", text), state={"offset": offset})
            await asyncio.sleep(0.01)

    async def deliver(self, row):
        if self.problems and (problem := self.problems.pop(0)) is not None:
            raise problem
        self.is_delivering = True
        await asyncio.sleep(self.seconds)
        self.delivered.append((row.address, row.text))

    async def typing(self, address, *, is_on):
        self.typed.append(address)

    async def check(self):
        return []

    async def close(self):
        self.is_closed = True


class Served:
    """The channel that one web server serves for all tests, and what plays Rasa behind it in the present one."""

    def __init__(self, database):
        self.channel, self.rasa, self.port = NetInput({}, database), None, 0

    async def take(self, message):
        return await self.rasa(message)


async def let_through(port, target):
    """Lets connections through from one port to another: Rasa is there."""

    async def pipe(source, sink):
        while data := await source.read(65536):
            sink.write(data)
        sink.close()

    async def connect(source, sink):
        far_source, far_sink = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(pipe(source, far_sink), pipe(far_source, sink))

    await asyncio.start_server(connect, "127.0.0.1", port)


class House:
    """A network, the way to Rasa that may be open or closed, and a gateway between them."""

    def __init__(self, database, served):
        self.database, self.net, self.rasa, self.port = database, Net(database), Player(database), served.port
        self.served, self.others = served, []
        served.channel.__init__({}, database)
        served.rasa = self.rasa

    def serve(self, until, seconds=15):
        """Runs the gateway until a condition holds, then stops it as SIGTERM does."""

        async def go():
            gateway = Gateway([self.net, *self.others], self.database, [f"http://127.0.0.1:{self.port}"])
            work = asyncio.create_task(gateway.run())
            deadline, is_reached = time.monotonic() + seconds, False
            while not is_reached and time.monotonic() < deadline:
                assert not work.done(), work.exception()
                await asyncio.sleep(0.01)
                is_reached = until()
            work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await work
            assert is_reached

        asyncio.run(go())

    @property
    def texts(self):
        return [text for _, text in self.net.delivered]


@pytest.fixture(scope="module")
@starts("server")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOT_STATE", str(folder))
        made = Served(Database(f"sqlite:///{folder / 'unused.db'}"))
    with serve(made.channel.blueprint(made.take), "net") as base:
        made.port = int(base.rsplit(":", 1)[1])
        yield made


@pytest.fixture
@starts("server")
def house(served, database, monkeypatch):
    monkeypatch.setenv("BOT_SECRET", "a secret of the tests")
    return House(database, served)


def test_what_is_written_is_answered_in_order_where_it_came_from(house):
    house.net.write("un", "deux", "trois")
    house.net.write("ailleurs", address="chat-2")
    house.serve(lambda: len(house.net.delivered) == 4)
    assert [text for address, text in house.net.delivered if address == CHAT] == ["re: un", "re: deux", "re: trois"]
    assert ("chat-2", "re: ailleurs") in house.net.delivered
    assert CHAT in house.net.typed
    assert house.net.is_closed
    assert CHAT not in str(dump(house.database)["inbound_messages"] + dump(house.database)["outbound_messages"])


def test_a_delivery_that_ends_while_what_is_due_is_being_read_is_not_made_again(house, monkeypatch):
    read, house.net.seconds = outbox.due, POLL_SECONDS + 0.15

    def read_slowly(session, channel, now):
        rows = read(session, channel, now)
        time.sleep(0.3)
        return rows

    monkeypatch.setattr(outbox, "due", read_slowly)
    house.net.write("un", "deux", "trois")
    house.serve(lambda: len(house.net.delivered) >= 3)
    assert house.texts == ["re: un", "re: deux", "re: trois"]


def test_while_rasa_is_away_messages_wait_and_go_on_when_it_is_back(house, caplog):
    house.port = free_port()
    house.net.write("un", "deux")
    opening = []

    def is_answered():
        if not opening and len(dump(house.database)["inbound_messages"]) == 2 and "Rasa" in caplog.text:
            assert house.net.delivered == []
            opening.append(asyncio.create_task(let_through(house.port, house.served.port)))
        return len(house.net.delivered) == 2

    house.serve(is_answered)
    assert house.texts == ["re: un", "re: deux"]


def test_a_turn_in_trouble_is_tried_again_and_another_person_does_not_wait(house):
    house.rasa.fails = 2
    house.net.write("un")
    house.net.write("autre", address="chat-2")
    house.serve(lambda: len(house.net.delivered) == 2)
    assert sorted(house.texts) == ["re: autre", "re: un"]


def test_a_rasa_that_does_not_know_the_channel_yet_is_asked_again_after_a_pause_and_the_log_says_so(house, caplog):
    house.net.name = "newer"
    house.net.write("un")
    house.serve(lambda: caplog.text.count("a message of newer is not answered yet (status 404)") == 2)
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


def test_a_network_that_stands_still_holds_nobody_else_up(house):
    class Still(Net):
        name = "still"

        async def deliver(self, row):
            await asyncio.Event().wait()

    still = Still(house.database)
    with house.database.session_scope() as session:
        for number in range(20):
            outbox.post(session, f"c{number}", "still", f"chat-{number}", [{"text": "…"}])
    house.others.append(still)
    house.net.write("un")
    house.serve(lambda: house.texts == ["re: un"])


def test_a_pause_that_a_network_asks_of_all_holds_all_it_says(house):
    house.net.problems = [RetryLater(1.0, "slow down", applies_to_account=True)]
    with house.database.session_scope() as session:
        outbox.post(session, "c1", "net", "chat-1", [{"text": "un"}])
    tries = []
    deliver = house.net.deliver

    async def counted(row):
        tries.append(time.monotonic())
        with house.database.session_scope() as session:
            if len(tries) == 1:
                outbox.post(session, "c2", "net", "chat-2", [{"text": "deux"}])
        await deliver(row)

    house.net.deliver = counted
    house.serve(lambda: sorted(house.texts) == ["deux", "un"])
    assert len(tries) == 3


def test_who_waits_for_a_slow_network_is_served_in_turn_without_hammering_it(house, caplog):
    texts = [f"texte {number:02}" for number in range(12)]
    with house.database.session_scope() as session:
        for text in texts:
            outbox.post(session, f"conversation of {text}", "net", f"chat of {text}", [{"text": text}])
    deliver, free_at, refused = house.net.deliver, 0.0, []

    async def in_turn(row):
        nonlocal free_at
        now = time.monotonic()
        if now < free_at:
            refused.append(row.text)
            raise RetryLater(free_at - now, "slow down", applies_to_account=True)
        free_at = now + 0.4
        await deliver(row)

    house.net.deliver = in_turn
    house.serve(lambda: len(house.texts) == len(texts))
    assert house.texts == texts
    at_first = DELIVERIES_AT_ONCE - 1
    assert len(refused) <= at_first + len(texts)  # then one a pause
    assert [record.levelname for record in caplog.records if "slow down" in record.getMessage()] == ["WARNING"]
    assert not [row for row in dump(house.database)["outbound_messages"] if row["error"]]


@pytest.mark.parametrize("problem", [RetryLater(0.1, "429"), ConnectionError()])
def test_a_delivery_that_fails_keeps_its_place(house, problem):
    house.net.problems = [None, problem, problem]
    house.net.write("un", "deux", "trois")
    house.serve(lambda: len(house.net.delivered) == 3)
    assert house.texts == ["re: un", "re: deux", "re: trois"]


def test_what_can_never_be_delivered_lets_the_next_pass_and_the_log_says_why(house, caplog):
    house.net.problems = [RetryLater(0.1, "the network asks to slow down"), Undeliverable("the person left")]
    house.net.write("un", "deux")
    house.serve(lambda: house.texts == ["re: deux"])
    rows = dump(house.database)["outbound_messages"]
    assert [(row["error"], row["text"]) for row in rows if row["abandoned_at"]] == [("the person left", None)]
    assert "a delivery on net failed: the network asks to slow down" in caplog.text
    assert "a delivery on net failed: the person left, given up" in caplog.text


def test_a_delivery_under_way_is_finished_before_stopping(house):
    house.net.seconds = 0.5
    house.net.write("un")
    house.serve(lambda: house.net.is_delivering)
    assert house.texts == ["re: un"]
    assert [row["sent_at"] is None for row in dump(house.database)["outbound_messages"]] == [False]


def test_logs_hold_neither_words_nor_addresses(house, caplog):
    caplog.set_level(logging.DEBUG, logger="bot")
    house.rasa.fails, house.net.fetch_fails = 1, 1
    house.net.problems = [ConnectionError(f"{CHAT} said un secret"), ValueError(f"{CHAT}")]
    house.net.write("un secret", "deux")
    house.serve(lambda: len(house.net.delivered) == 2)
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert lines
    assert not any("secret" in line or CHAT in line for line in lines)


def test_pauses_double_up_to_a_minute():
    assert [backoff_seconds(number) for number in (0, 1, 2, 20, 5000)] == [0.5, 1.0, 2.0, 60.0, 60.0]


# --- the relay


def test_the_relay_answers_nobody_but_the_gateway(house):
    with house.database.session_scope() as session:
        conversation_id = addresses.open_conversation(session, "net", CHAT)
        inbox.get_or_add(session, conversation_id, "m1", text="Bonjour", channel="net", address=CHAT)
    turn = {"conversation_id": conversation_id, "message_id": "m1"}
    good = {"Authorization": f"Bearer {relay_token()}"}
    url = f"http://127.0.0.1:{house.port}/webhooks/net/turn"
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
    assert house.rasa.heard == []
    for _ in range(2):
        assert httpx.post(url, json=turn, headers=good).status_code == 200
    assert house.rasa.heard == ["Bonjour"]


def test_a_message_that_waited_while_everything_was_away_is_tried_more_than_once(house):
    house.rasa.fails = 2
    with house.database.session_scope() as session:
        conversation_id = addresses.open_conversation(session, "net", CHAT)
        row = inbox.get_or_add(session, conversation_id, "m1", text="Bonjour", channel="net", address=CHAT)
        row.received_at = row.received_at.replace(year=2020)
    house.serve(lambda: bool(house.net.delivered))
    assert house.texts == ["re: Bonjour"]


def test_a_message_that_cannot_be_answered_for_long_is_told_of_and_those_behind_it_pass(house, monkeypatch):
    monkeypatch.setattr(relay, "MAX_FAILURES", 1)
    house.rasa.fails = 2
    house.net.write("un", "deux")
    house.serve(lambda: len(house.net.delivered) == 2)
    assert house.texts == [sentence("turn.gave_up"), "re: deux"]


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
