"""Polling with generous timeouts: a busy machine is no fault."""

import asyncio
import time


def wait_until(condition, seconds=150, seen=lambda: "it did not happen"):
    """Poll until the condition is true; returns its value.

    Args:
        seen: message of the failure.
    """
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, seen()
        time.sleep(0.05)
    return found


async def until(condition, seconds=60):
    """Poll within the event loop until the condition is true; returns its value."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not happen"
        await asyncio.sleep(0.02)
    return found
