"""What tests of channels share: servers of Sanic in their own process, waiting."""

import asyncio
import time

from sanic.touchup.service import TouchUp

# Sanic rewrites its own methods when it starts, and cannot rewrite them twice in a process.
AS_IMPORTED = {(owner, name): getattr(owner, name) for owner, name in TouchUp._registry}


def let_sanic_start_again() -> None:
    """Gives Sanic its methods back as they were before it started: to be called right before a server starts."""
    for (owner, name), method in AS_IMPORTED.items():
        setattr(owner, name, method)


def wait_until(condition, seconds=150):
    """Waits outside any loop for something to become true and returns it."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)
    return found


async def until(condition, seconds=60):
    """Waits in the loop for something to become true and returns it; for long, since a busy machine is no fault."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not happen"
        await asyncio.sleep(0.02)
    return found
