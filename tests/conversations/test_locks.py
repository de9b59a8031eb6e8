"""Messages of one conversation are taken one at a time, in order, between processes and hosts too."""

import asyncio
import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rasa.core.utils import AvailableEndpoints

from bot.base import places
from bot.channels.turn.turns import TurnFailedError, Turns
from bot.conversations.configured_locks import make_locks
from bot.conversations.locks import FileLocks, LocksUnavailableError
from bot.conversations.postgresql_locks import MAX_CONNECTIONS, PostgresqlLocks
from bot.conversations.redis_locks import LEASE_SECONDS, RedisLocks
from bot.records.conversations import addresses
from bot.records.store.database import Database
from bot.tools.evaluation.servers import free_port
from tests.markers import ON_POSTGRESQL, starts

SHARED = [ON_POSTGRESQL, pytest.param("redis", marks=pytest.mark.server)]
# Each worker adds its lines to the files of several conversations; nothing but the lock keeps reading and writing whole.
WORKER = """
import asyncio, os, pathlib, random, sys
from bot.conversations.configured_locks import make_locks
folder, worker, rounds = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
async def message(locks, conversation, number):
    async with locks.hold(conversation):
        path = folder / conversation
        said = path.read_text()
        await asyncio.sleep(random.uniform(0, 0.002))
        path.write_text(said + f"{worker}:{number}\\n")
async def main():
    locks = make_locks("turns")
    await asyncio.gather(*(message(locks, f"c{number % 3}", number) for number in range(rounds)))
print("ready", flush=True)
sys.stdin.readline()
asyncio.run(main())
"""
# Takes the lock, says so with the time, keeps it until told, says when it lets go.
HOLDER = """
import asyncio, sys, time
from bot.conversations.configured_locks import make_locks
async def main():
    locks = make_locks("turns")
    for line in sys.stdin:
        async with locks.hold("c1"):
            print(time.monotonic(), flush=True)
            await asyncio.to_thread(sys.stdin.readline)
            released = time.monotonic()
        print(released, flush=True)
asyncio.run(main())
"""


@pytest.fixture
def configure(tmp_path, monkeypatch, request):
    """Returns what makes the environment name one kind of lock."""
    monkeypatch.setenv("BOT_STATE", str(tmp_path))

    def choose(kind):
        monkeypatch.delenv("REDIS_URL", raising=False)
        monkeypatch.delenv("DATABASE_URL", raising=False)
        if kind == "redis":
            monkeypatch.setenv("REDIS_URL", request.getfixturevalue("redis_server"))
        if kind == "postgresql":
            monkeypatch.setenv("DATABASE_URL", request.getfixturevalue("postgresql_url"))

    return choose


@pytest.fixture(params=["files", *SHARED])
def kind(request, configure):
    configure(request.param)
    return request.param


@pytest.fixture(params=SHARED)
def shared(request, configure):
    configure(request.param)
    return request.param


def start(code, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
    )  # fmt: skip


def tell(process, word="go"):
    process.stdin.write(f"{word}\n")
    process.stdin.flush()


class Holder:
    """A process that takes the lock of `c1` when told, and lets go when told."""

    def __init__(self):
        self.process = start(HOLDER)

    def ask(self):
        tell(self.process)

    def heard(self):
        return float(self.process.stdout.readline())

    def take(self):
        self.ask()
        return self.heard()

    def let_go(self):
        tell(self.process)
        return self.heard()

    def end(self):
        self.process.kill()
        self.process.wait(10)


@pytest.fixture
@starts("slow")
def holders(kind):
    """Three processes that are warm: each has had the lock."""
    made = [Holder() for _ in range(3)]
    for holder in made:
        holder.take()
        holder.let_go()
    yield made
    for holder in made:
        holder.end()


@pytest.mark.postgresql
@pytest.mark.server
def test_the_configuration_chooses(configure):
    for kind, locks in (("files", FileLocks), ("postgresql", PostgresqlLocks), ("redis", RedisLocks)):
        configure(kind)
        assert type(make_locks("turns")) is locks


def test_waiters_are_served_in_the_order_of_their_arrival(kind):
    order = []

    async def take(locks, number):
        async with locks.hold("c1"):
            await asyncio.sleep(0.002)
            order.append(number)

    async def race():
        locks = make_locks("turns")
        await asyncio.gather(*(take(locks, number) for number in range(20)))

    asyncio.run(race())
    assert order == list(range(20))


def test_conversations_and_locks_of_another_purpose_do_not_wait_for_each_other(kind):
    async def race():
        locks, other, ready = make_locks("turns"), make_locks("turns"), make_locks("ready")
        async with locks.hold("c1"), locks.hold("c2"), other.hold("c3"), ready.hold("c1"):
            pass

    asyncio.run(asyncio.wait_for(race(), 10))


def test_rasa_is_given_no_lock_that_processes_share():
    """Whoever hands it a message holds the conversation's already: its own, in memory, is never waited for."""
    assert AvailableEndpoints.read_endpoints(str(places.HOME / "endpoints.yml")).lock_store is None


@pytest.mark.slow
def test_processes_lose_no_message_and_keep_the_order_of_each(kind, tmp_path):
    folder = tmp_path / "said"
    folder.mkdir()
    for conversation in range(3):
        (folder / f"c{conversation}").write_text("")
    workers = [start(WORKER, folder, worker, 60) for worker in range(4)]
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        tell(worker)
    assert [worker.wait(timeout=120) for worker in workers] == [0, 0, 0, 0]
    for conversation in range(3):
        said = [line.split(":") for line in (folder / f"c{conversation}").read_text().splitlines()]
        for worker in range(4):
            numbers = [int(number) for who, number in said if who == str(worker)]
            assert numbers == list(range(conversation, 60, 3)), (conversation, worker)


@pytest.mark.slow
def test_processes_take_turns(shared, tmp_path):
    """Nobody is overtaken again and again by a process that is quicker to ask."""
    (tmp_path / "c0").write_text("")
    code = WORKER.replace("number % 3", "0").replace("0.002", "0.02")
    workers = [start(code, tmp_path, worker, 40) for worker in range(2)]
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        tell(worker)
    assert [worker.wait(timeout=60) for worker in workers] == [0, 0]
    order = [line.split(":")[0] for line in (tmp_path / "c0").read_text().splitlines()]
    last_of_first = min(max(place for place, who in enumerate(order) if who == worker) for worker in "01")
    first_of_last = max(order.index(worker) for worker in "01")
    both = order[first_of_last : last_of_first + 1]
    changes = sum(one != following for one, following in itertools.pairwise(both))
    assert changes > 0.7 * (len(both) - 1), order


def test_a_holder_that_is_killed_frees_the_lock(kind, holders):
    first, last, _ = holders
    first.take()
    last.ask()
    time.sleep(0.3)
    os.kill(first.process.pid, signal.SIGKILL)
    killed = time.monotonic()
    assert last.heard() - killed < (LEASE_SECONDS + 5 if kind == "redis" else 5)


def test_a_waiter_that_is_killed_holds_up_nobody(kind, holders):
    first, killed, last = holders
    first.take()
    for waiter in (killed, last):
        waiter.ask()
        time.sleep(0.3)
    os.kill(killed.process.pid, signal.SIGKILL)
    released = first.let_go()
    assert last.heard() - released < (LEASE_SECONDS + 5 if kind == "redis" else 5)


def test_a_waiter_that_gives_up_leaves_its_place(kind):
    async def race():
        locks, other = make_locks("turns"), make_locks("turns")

        async def take(which):
            async with which.hold("c4"):
                return True

        async with locks.hold("c4"):
            waiting = [asyncio.create_task(take(which)) for which in (locks, other)]
            await asyncio.sleep(0.2)
            for task in waiting:
                task.cancel()
            assert all(
                isinstance(one, asyncio.CancelledError)
                for one in await asyncio.gather(*waiting, return_exceptions=True)
            )
        began = time.monotonic()
        assert await asyncio.wait_for(take(other), 5)
        return time.monotonic() - began

    assert asyncio.run(race()) < 1


def test_a_message_that_fails_lets_the_next_pass(kind):
    async def race():
        locks, other = make_locks("turns"), make_locks("turns")
        with pytest.raises(ZeroDivisionError):
            async with locks.hold("c1"):
                raise ZeroDivisionError
        async with asyncio.timeout(5), other.hold("c1"):
            pass

    asyncio.run(race())


# --- what is particular to each


@pytest.mark.postgresql
def test_more_messages_than_connections_all_pass(configure):
    configure("postgresql")
    passed = []

    async def take(locks, number):
        async with locks.hold(f"c{number}"):
            await asyncio.sleep(0.01)
            passed.append(number)

    async def race():
        locks = make_locks("turns")
        await asyncio.gather(*(take(locks, number) for number in range(5 * MAX_CONNECTIONS)))
        return len(locks._connections.get()[1])

    assert asyncio.run(race()) <= MAX_CONNECTIONS
    assert len(passed) == 5 * MAX_CONNECTIONS


def test_postgresql_that_was_started_again_is_connected_to_anew(configure, postgresql_url, caplog):
    configure("postgresql")
    database = Database(postgresql_url)

    def cut():
        with database.engine.connect() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'ROLLBACK' OR query LIKE '%%advisory%%'"
                " AND pid <> pg_backend_pid()"
            )

    async def race():
        locks = make_locks("turns")
        async with locks.hold("c1"):
            pass
        cut()
        async with locks.hold("c1"):
            cut()
        assert "lost" in caplog.text
        async with locks.hold("c1"):
            pass

    asyncio.run(race())
    database.engine.dispose()


def test_a_lease_is_renewed_while_the_lock_is_held_and_leaves_nothing(redis_server):
    from redis import Redis

    first, second = (RedisLocks(redis_server, "short", lease_seconds=0.4) for _ in range(2))

    async def race():
        order = []

        async def wait():
            async with second.hold("c1"):
                order.append("second")

        async with first.hold("c1"):
            waiting = asyncio.create_task(wait())
            await asyncio.sleep(1.5)
            order.append("first")
        await asyncio.wait_for(waiting, 5)
        return order

    assert asyncio.run(race()) == ["first", "second"]
    assert list(Redis.from_url(redis_server).scan_iter("conseiller-bot:short:*")) == []


def test_a_holder_that_slept_through_its_lease_takes_nothing_from_the_next(redis_server, caplog):
    first, second, third = (RedisLocks(redis_server, "slept", lease_seconds=1.0) for _ in range(3))

    async def race():
        order, is_in, may_go = [], asyncio.Event(), asyncio.Event()

        async def hold_second():
            async with second.hold("c1"):
                order.append("second")
                is_in.set()
                await may_go.wait()

        async def hold_third():
            async with third.hold("c1"):
                order.append("third")

        async with first.hold("c1"):
            time.sleep(1.5)  # the whole process: nothing is renewed
            next_one = asyncio.create_task(hold_second())
            async with asyncio.timeout(30):
                await is_in.wait()
                while "lost" not in caplog.text:
                    await asyncio.sleep(0.01)
        last = asyncio.create_task(hold_third())
        await asyncio.sleep(0.3)
        assert order == ["second"]
        may_go.set()
        await asyncio.gather(next_one, last)
        return order

    assert asyncio.run(race()) == ["second", "third"]


@pytest.mark.server
@pytest.mark.parametrize("variable", ["REDIS_URL", "DATABASE_URL"])
def test_locks_that_are_away_are_told_and_the_message_stays(configure, monkeypatch, database, variable):
    kind = "redis" if variable == "REDIS_URL" else "postgresql"
    monkeypatch.setenv(variable, f"{kind}://127.0.0.1:{free_port()}/0")

    async def hold():
        async with make_locks("turns").hold("c1"):
            pass

    with pytest.raises(LocksUnavailableError):
        asyncio.run(hold())
    with database.session_scope() as session:
        addresses.open_conversation(session, "web", "c1")
    with pytest.raises(TurnFailedError):
        asyncio.run(Turns(database).take(None, "c1", "m1", "Bonjour", channel="web", address="c1"))


def test_lock_files_are_few_and_say_nothing(configure, tmp_path):
    configure("files")

    async def hold():
        async with make_locks("turns").hold("c1"):
            pass

    asyncio.run(hold())
    (path,) = Path(tmp_path / "turns").iterdir()
    assert path.name.isdigit()
