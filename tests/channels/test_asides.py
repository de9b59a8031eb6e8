"""Work beside the rest: one at a time in a place, which what failed leaves free."""

import asyncio

from bot.channels.turn.asides import Asides


def test_in_one_place_one_work_at_a_time_is_done():
    done = []

    async def work(name, error=None):
        await asyncio.sleep(0)
        done.append(name)
        if error is not None:
            raise error

    async def begin_all():
        asides = Asides()
        asides.begin(work("first", ValueError()), "a room")
        asides.begin(work("left out"), "a room")
        asides.begin(work("elsewhere"), "another room")
        asides.begin(work("nowhere"))
        asides.begin(work("nowhere too"))
        while len(done) < 4:
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        asides.begin(work("again"), "a room")
        while "again" not in done:
            await asyncio.sleep(0)
        asides.begin(work("dropped"), "a room")
        await asides.close()

    asyncio.run(asyncio.wait_for(begin_all(), 10))
    assert sorted(done) == sorted(["first", "elsewhere", "nowhere", "nowhere too", "again"])
