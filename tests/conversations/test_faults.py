"""What the installation stands on goes away and comes back: a kind sentence meanwhile, nothing lost, nothing doubled."""

import contextlib
import random
import resource
import sqlite3
import subprocess
import threading
import time
import uuid
from collections import Counter
from datetime import date, timedelta

import httpx
import psutil
import pytest

from bot.base import places
from bot.base.clock import CLOCK_FILE_VARIABLE
from bot.records.models import ConversationEvent
from bot.records.store.database import Database
from bot.tools.evaluation.stored import dump
from tests.conversations.conftest import PostgresqlServer, RedisServer
from tests.conversations.soak import Person, check_history, installed
from tests.markers import starts
from tests.waiting import wait_until

pytestmark = [pytest.mark.server, pytest.mark.timeout(900)]

MARK = "Zyxwvuts"
BEGUN = ("je veux m'inscrire", "oui", MARK)


class Candidate(Person):
    """A candidate who has said these texts, and can be told of a trouble."""

    def __init__(self, pages, *texts):
        super().__init__(pages)
        self.open()
        for text in texts:
            self.say(text)

    def send(self, text, message_id):
        """Sends a message once."""
        return self.client.post("/messages", json={"id": message_id, "text": text})

    def is_told(self, text):
        """Says something that cannot be answered now; returns the id under which it may be said again."""
        message_id = uuid.uuid4().hex
        answer = self.send(text, message_id)
        assert answer.status_code == 503, answer.text
        assert "rien n'est perdu" in answer.json()["message"]
        return message_id


def away(installation):
    """Returns what is said to be away; `pages` if nobody says anything."""
    time.sleep(1.1)  # what was told before is kept for a second
    try:
        return httpx.get(f"{installation.pages}/ready", timeout=30).json()["away"]
    except httpx.HTTPError:
        return ["pages"]


def until_ready(installation):
    wait_until(lambda: not away(installation), 120, lambda: away(installation))


def check_once(person, database):
    """Each message is in the conversation once, in order, and so is each answer."""
    check_history(person.history(), person.sent, person.told)
    with database.session_scope() as session:
        taken = Counter(row.message_id for row in session.query(ConversationEvent) if row.message_id)
    assert {key: taken[key] for key, _ in person.sent if taken[key] != 1} == {}


def check_no_word_in_the_logs(state):
    for path in state.glob("*.log"):
        assert MARK not in path.read_text(errors="replace"), path


def move_clock(state, days=0):
    """Sets the servers' date to so many days from today."""
    (state / "today").write_text((date.today() + timedelta(days=days)).isoformat(), encoding="ascii")


# --- SQLite


@pytest.fixture(scope="module")
@starts("server")
def on_sqlite(model, tmp_path_factory):
    state = tmp_path_factory.mktemp("faults")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("REDIS_URL", raising=False)
        move_clock(state)
        named = {"DATABASE_URL": f"sqlite:///{state / 'bot.db'}", CLOCK_FILE_VARIABLE: str(state / "today")}
        with installed(state, patch, BOT_RASA_PROCESSES="1", **named) as made:
            yield made, state


@pytest.fixture
def person(on_sqlite):
    """Somebody who has agreed and is asked their first name."""
    until_ready(on_sqlite[0])
    made = Candidate(on_sqlite[0].pages, *BEGUN)
    yield made
    check_once(made, Database(places.database_url()))
    check_no_word_in_the_logs(on_sqlite[1])


def test_a_database_locked_for_longer_than_is_waited(on_sqlite, person):
    state = on_sqlite[1]
    other = sqlite3.connect(state / "bot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        message_id = person.is_told("Lucie")
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert "commune" in person.say("Lucie", message_id)


def test_a_database_whose_file_is_gone_for_a_while(on_sqlite, person):
    installation, state = on_sqlite
    (state / "bot.db").rename(state / "away.db")
    try:
        message_id = person.is_told("Lucie")
        assert away(installation) == ["assistant", "database"]
        assert not (state / "bot.db").exists(), "no empty one is made in its place"
    finally:
        (state / "away.db").rename(state / "bot.db")
    until_ready(installation)
    assert "commune" in person.say("Lucie", message_id)


def test_a_disk_that_is_full(on_sqlite, person):
    """No file of the Rasa process may grow: what a full disk does to it."""
    installation = on_sqlite[0]
    (worker,) = installation.workers()
    before = resource.prlimit(worker.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        message_id = person.is_told("Lucie")
        assert "assistant" in away(installation)
    finally:
        resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, before)
    assert "commune" in person.say("Lucie", message_id)
    assert worker.is_running()


def test_a_database_that_can_only_be_read(on_sqlite, person):
    installation, state = on_sqlite
    files = [str(state / name) for name in ("bot.db", "bot.db-wal")]  # the third is mapped into memory
    if subprocess.run(["chattr", "+i", *files], capture_output=True, check=False).returncode:
        pytest.skip("this file system or this user cannot make a file immutable")
    try:
        message_id = person.is_told("Lucie")
        assert "database" in away(installation)
    finally:
        subprocess.run(["chattr", "-i", *files], check=True)
    until_ready(installation)
    assert "commune" in person.say("Lucie", message_id)


@pytest.mark.parametrize("days", [-40, 40, 400])
def test_a_clock_that_is_moved(on_sqlite, person, days):
    state = on_sqlite[1]
    move_clock(state, days)
    try:
        assert "commune" in person.say("Lucie")
        assert "jusqu'où" in person.say("Lannion").lower()
    finally:
        move_clock(state)
    person.say("30 km")


def test_many_messages_under_a_clock_that_was_ahead_do_not_count_for_the_present(on_sqlite, person):
    state = on_sqlite[1]
    move_clock(state, 1)
    try:
        for _ in range(25):
            person.say("c'est payé combien ?")
    finally:
        move_clock(state)
    for _ in range(16):
        person.say("c'est quoi le test pix ?")


def test_a_worker_that_is_killed_and_pages_that_are_killed(on_sqlite, person):
    installation = on_sqlite[0]
    for name, text, expected in (("workers", "Lucie", "commune"), ("web_servers", "Lannion", "jusqu'où")):
        (victim,) = getattr(installation, name)()
        killer = threading.Timer(random.uniform(0, 0.1), victim.kill)
        killer.start()
        heard = person.say(text)
        killer.join()
        assert expected in heard.lower()
        psutil.wait_procs([victim], timeout=10)
        wait_until(getattr(installation, name), 60)
    until_ready(installation)


# --- PostgreSQL and Redis


def test_postgresql_and_redis_are_stopped_and_started_again_in_mid_conversation(model, tmp_path, monkeypatch):
    postgresql = PostgresqlServer(tmp_path / "postgresql")
    redis = RedisServer(tmp_path)
    redis.start()
    state = tmp_path / "state"
    state.mkdir()
    try:
        with installed(state, monkeypatch, DATABASE_URL=postgresql.url, REDIS_URL=redis.url) as installation:
            people = [Candidate(installation.pages, *BEGUN) for _ in range(4)]
            postgresql.stop()
            ids = [person.is_told("Lucie") for person in people]
            assert away(installation) == ["assistant", "database"]
            postgresql.start()
            for person, message_id in zip(people, ids, strict=True):
                assert "commune" in person.say("Lucie", message_id)

            redis.stop()
            ids = [person.is_told("Lannion") for person in people]
            assert away(installation) == ["assistant"]
            redis.start()
            for person, message_id in zip(people, ids, strict=True):
                assert "jusqu'où" in person.say("Lannion", message_id).lower()
            until_ready(installation)

            for person in people:  # each in the middle of a message
                stopping = threading.Timer(random.uniform(0, 0.15), postgresql.stop)
                stopping.start()
                message_id = uuid.uuid4().hex
                with contextlib.suppress(httpx.HTTPError):
                    person.send("30 km", message_id)
                stopping.join()
                postgresql.start()
                person.say("30 km", message_id)
            database = Database(postgresql.url)
            stored = dump(database)["candidates"]
            assert sorted((row["last_name"], row["first_name"], row["mobility"]["km"]) for row in stored) == [
                (MARK, "Lucie", 30)
            ] * len(people)
            for person in people:
                check_once(person, database)
            database.engine.dispose()
        check_no_word_in_the_logs(state)
    finally:
        redis.stop()
        postgresql.close()
