"""Waiting until something is so; for long, since a busy machine is no fault."""

import asyncio
import time


def wait_until(condition, seconds=150, seen=lambda: "it did not happen"):
    """Waits outside any loop for something to become true and returns it.

    Args:
        condition: what is asked again and again.
        seconds: for how long.
        seen: says what there is instead.
    """
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, seen()
        time.sleep(0.05)
    return found


async def until(condition, seconds=60):
    """Waits in the loop for something to become true and returns it."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not happen"
        await asyncio.sleep(0.02)
    return found
