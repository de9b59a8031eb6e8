"""The line before passwords are checked: a few at once, a few that wait, and nobody fills it alone."""

import asyncio
import threading
from collections import Counter

import pytest

from bot.recruiting.sign_in.concurrency_limit import ConcurrencyLimiter, TooBusyError


class Work:
    """Calls that go on until they may end; how many ran at once."""

    def __init__(self):
        self.may_end = threading.Event()
        self._lock = threading.Lock()
        self.running = self.most = self.done = 0

    def __call__(self):
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
        assert self.may_end.wait(60)
        with self._lock:
            self.running -= 1
            self.done += 1
        return "done"


async def outcomes(line, work, whose):
    """Returns what becomes of calls that are all made before the first of them ends."""
    tasks = [asyncio.create_task(line.run(one, work)) for one in whose]
    while work.running < 2:  # threads begin in their own time
        await asyncio.sleep(0.01)
    work.may_end.set()
    told = await asyncio.gather(*tasks, return_exceptions=True)
    return Counter("full" if isinstance(one, TooBusyError) else one for one in told)


def test_two_run_twenty_wait_and_the_rest_is_asked_to_come_back():
    line, work = ConcurrencyLimiter(max_running=2, max_waiting=20, max_per_client=5), Work()
    told = asyncio.run(outcomes(line, work, [f"192.0.2.{number}" for number in range(40)]))
    assert told == {"done": 22, "full": 18}
    assert (work.most, work.done) == (2, 22)


def test_one_address_leaves_room_for_others():
    line, work = ConcurrencyLimiter(max_running=2, max_waiting=20, max_per_client=5), Work()
    told = asyncio.run(outcomes(line, work, ["192.0.2.1"] * 40 + ["198.51.100.7"]))
    assert told == {"done": 6, "full": 35}


def test_there_is_room_again_after_a_failure():
    line = ConcurrencyLimiter(max_running=1, max_waiting=0, max_per_client=1)

    async def twice():
        with pytest.raises(ZeroDivisionError):
            await line.run("192.0.2.1", lambda: 1 // 0)
        return await line.run("192.0.2.1", lambda: 1)

    assert asyncio.run(twice()) == 1
