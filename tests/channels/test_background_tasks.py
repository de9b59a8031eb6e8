"""Work beside the rest: one at a time in a place, which what failed leaves free."""

import asyncio

from bot.channels.gateway.background_tasks import BackgroundTasks


def test_in_one_place_one_work_at_a_time_is_done():
    done = []

    async def work(name, error=None):
        await asyncio.sleep(0)
        done.append(name)
        if error is not None:
            raise error

    async def begin_all():
        tasks = BackgroundTasks()
        tasks.start(work("first", ValueError()), "a room")
        tasks.start(work("left out"), "a room")
        tasks.start(work("elsewhere"), "another room")
        tasks.start(work("nowhere"))
        tasks.start(work("nowhere too"))
        while len(done) < 4:
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        tasks.start(work("again"), "a room")
        while "again" not in done:
            await asyncio.sleep(0)
        tasks.start(work("dropped"), "a room")
        await tasks.close()

    asyncio.run(asyncio.wait_for(begin_all(), 10))
    assert sorted(done) == sorted(["first", "elsewhere", "nowhere", "nowhere too", "again"])
