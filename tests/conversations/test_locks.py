"""Messages of one conversation are taken one at a time, in order, between processes too."""

import asyncio
import subprocess
import sys
import time

from bot.conversations.locks import FileLockStore

COUNT_UP = """
import asyncio, pathlib, sys
from bot.conversations.locks import FileLockStore
async def main():
    store, counter = FileLockStore(), pathlib.Path(sys.argv[1])
    for _ in range(50):
        async with store.lock("c1"):
            value = int(counter.read_text())
            await asyncio.sleep(0.0005)
            counter.write_text(str(value + 1))
asyncio.run(main())
"""


def test_waiters_are_served_in_the_order_of_their_arrival(tmp_path, monkeypatch):
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    order = []

    async def take(store, number):
        async with store.lock("c1"):
            await asyncio.sleep(0.002)
            order.append(number)

    async def race():
        store = FileLockStore()
        await asyncio.gather(*(take(store, number) for number in range(20)))

    asyncio.run(race())
    assert order == list(range(20))


def test_a_second_message_does_not_wait_in_steps_of_a_second(tmp_path, monkeypatch):
    monkeypatch.setenv("BOT_STATE", str(tmp_path))

    async def race():
        store = FileLockStore()

        async def take():
            async with store.lock("c1"):
                await asyncio.sleep(0.01)

        await asyncio.gather(take(), take())

    began = time.perf_counter()
    asyncio.run(race())
    assert time.perf_counter() - began < 0.5


def test_processes_of_one_host_lose_no_message(tmp_path, monkeypatch):
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    counter = tmp_path / "counter"
    counter.write_text("0")
    workers = [subprocess.Popen([sys.executable, "-c", COUNT_UP, str(counter)]) for _ in range(3)]
    assert [worker.wait(timeout=120) for worker in workers] == [0, 0, 0]
    assert counter.read_text() == "150"
