"""What monitors are told: that a process lives, whether it can answer, what it has counted; never a person's words."""

import asyncio
import json
import time

import httpx
import pytest
from fastapi.testclient import TestClient

from bot.base import clock, metrics, places
from bot.base.settings import settings
from bot.channels.web.client import Chat
from bot.conversations.probes import Probe
from bot.records.conversations import health_queries, inbox, outbox
from bot.records.store.database import Database
from tests.conversations.test_after_a_crash import kill, revive
from tests.waiting import wait_until

WORD = "Zyxwvutsr"


def get(path, server="pages", **headers):
    return httpx.get(f"http://127.0.0.1:{getattr(settings(), f'{server}_port')}{path}", headers=headers, timeout=10)


# --- probes


async def fine():
    return None


async def broken():
    raise OSError("the address of a server")


async def endless():
    await asyncio.sleep(60)


def test_what_fails_or_takes_too_long_is_away(monkeypatch):
    monkeypatch.setattr("bot.conversations.probes.CHECK_TIMEOUT_SECONDS", 0.05)
    assert asyncio.run(Probe({"database": fine, "locks": broken, "model": endless}).away()) == ["locks", "model"]
    assert asyncio.run(Probe({"database": fine}).away()) == []


def test_who_asks_often_costs_one_look():
    looks = []

    async def look():
        looks.append(1)

    async def ask():
        asked = Probe({"database": look})
        await asyncio.gather(*(asked.away() for _ in range(20)))

    asyncio.run(ask())
    assert len(looks) == 1


def test_a_database_that_can_only_be_read_cannot_answer(database, tmp_path):
    assert health_queries.writable_revision(database) == database.revision()[1]
    database.engine.dispose()
    read_only = Database(f"sqlite:///file:{tmp_path / 'bot.db'}?mode=ro&uri=true")
    with pytest.raises(Exception, match="readonly"):
        health_queries.writable_revision(read_only)
    read_only.engine.dispose()


def test_a_postgresql_that_can_only_be_read_cannot_answer(own_postgresql_url):
    database = Database(own_postgresql_url)
    database.migrate()
    assert health_queries.writable_revision(database) == database.revision()[1]
    with database.engine.begin() as connection:
        name = connection.engine.url.database
        connection.exec_driver_sql(f'alter database "{name}" set default_transaction_read_only = on')
    database.engine.dispose()
    with pytest.raises(health_queries.ReadOnlyError):
        health_queries.writable_revision(database)
    database.engine.dispose()


def test_queues_are_counted_without_words(own_database):
    with own_database.session_scope() as session:
        for number in range(3):
            inbox.get_or_add(session, f"c{number}", "m1", text=WORD, channel="telegram", address="1")
        inbox.mark_answered(session, "c0", "m1")
        inbox.get_or_add(session, "c4", "m1")  # the website's
        for _ in range(2):
            outbox.post(session, "c1", "matrix", "!room", [{"text": WORD}])
    with own_database.session_scope() as session:
        waiting, leaving = health_queries.inbox(session), health_queries.outbox(session)
        assert {channel: queue.waiting for channel, queue in waiting.items()} == {"telegram": 2}
        assert {channel: queue.waiting for channel, queue in leaving.items()} == {"matrix": 2}
        assert 0 <= waiting["telegram"].oldest_seconds < 60
        outbox.mark_failed(session, outbox.due(session, "matrix", clock.now())[0].id, "gone", None)
    with own_database.session_scope() as session:
        assert health_queries.abandoned(session) == {"matrix": 1}
        assert health_queries.outbox(session)["matrix"].waiting == 1
        assert health_queries.human_requests(session) == {}


# --- who may read the numbers


@pytest.fixture
def pages(database, monkeypatch):
    from bot.operating.run.pages import app

    monkeypatch.delenv("BOT_METRICS_TOKEN", raising=False)
    return lambda host: TestClient(app, client=(host, 4000))


def test_numbers_are_for_programs_of_this_host(pages):
    assert pages("127.0.0.1").get("/metrics").status_code == 200
    assert pages("203.0.113.5").get("/metrics").status_code == 404


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via"])
def test_what_a_proxy_passes_on_is_not_of_this_host(pages, header):
    assert pages("127.0.0.1").get("/metrics", headers={header: "127.0.0.1"}).status_code == 404


def test_with_a_token_whoever_has_it_may_read(pages, monkeypatch):
    monkeypatch.setenv("BOT_METRICS_TOKEN", "a long secret")
    client = pages("203.0.113.5")
    assert client.get("/metrics", headers={"Authorization": "Bearer a long secret"}).status_code == 200
    assert client.get("/metrics", headers={"Authorization": "Bearer é".encode()}).status_code == 404
    assert pages("127.0.0.1").get("/metrics").status_code == 404


# --- real servers


def number(text, name):
    """Returns the sum of a number over its labels."""
    return sum(
        float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith((f"{name} ", f"{name}{{"))
    )


@pytest.mark.server
@pytest.mark.timeout(600)
def test_servers_tell_their_state_and_count_without_a_word_of_anybody(servers):
    for server in ("pages", "rasa"):
        base = "" if server == "pages" else "/webhooks/web"
        assert get(f"{base}/health", server).json() == {"status": "ok"}
        told = get(f"{base}/ready", server)
        assert (told.status_code, told.json()) == (200, {"ready": True, "away": []})

    chat = Chat(f"http://127.0.0.1:{settings().pages_port}/webhooks/web")
    chat.open()
    begun = (f"Bonjour, moi c'est {WORD}", "je veux m'inscrire", "oui", WORD, f"Lucie {WORD}", "c'est payé combien ?")
    for text in (*begun, "x" * 6001, ""):
        chat.say(text)
    told = get("/webhooks/web/metrics", "rasa")
    assert told.headers["content-type"].startswith("text/plain; version=")
    assert number(told.text, "bot_messages_taken_total") == 9
    assert number(told.text, "bot_messages_answered_total") == 7
    assert 'bot_messages_refused_total{channel="web",reason="too_long"} 1.0' in told.text
    assert 'bot_messages_refused_total{channel="web",reason="empty"} 1.0' in told.text
    assert number(told.text, "bot_turn_seconds_count") == 7
    assert number(told.text, "bot_lock_wait_seconds_count") >= 7
    assert "process_start_time_seconds" in told.text
    numbers = told.text + get("/metrics").text
    state = json.dumps([path.read_text(errors="replace") for path in servers.glob("*.log")])
    with Database(places.database_url()).session_scope() as session:
        ids = {row.conversation_id for row in session.query(inbox.InboundMessage)}
    assert ids
    for secret in (WORD, WORD.lower(), "combien", chat.token, *ids):
        assert secret not in numbers
        assert secret not in state

    assert get("/webhooks/web/metrics").status_code in {404, 405, 422}, "Rasa's own are not passed on"
    kill(servers, "rasa")
    time.sleep(1.1)  # what was told before is kept for a second
    told = get("/ready")
    assert (told.status_code, told.json()) == (503, {"ready": False, "away": ["assistant"]})
    assert get("/health").status_code == 200
    again = revive(servers, "rasa")
    try:
        wait_until(lambda: get("/ready").status_code == 200)
    finally:
        again.terminate()
        again.wait(20)


def test_a_lock_that_cannot_be_had_is_counted():
    def read():
        return number(metrics.text().decode(), "bot_locks_away_total")

    before = read()
    with pytest.raises(OSError), metrics.of_lock():
        raise OSError
    with pytest.raises(ValueError), metrics.of_lock() as had:
        had()
        raise ValueError
    assert read() == before + 1
