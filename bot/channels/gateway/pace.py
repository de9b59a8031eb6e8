"""How often a channel's work is done again: when there is something to do, and now and then."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)

LOOK_AGAIN_SECONDS = 0.5


async def again(work: Callable[[], Awaitable[None]], bell: asyncio.Event, channel: str) -> None:
    """Repeats a channel's work whenever the bell rings, and now and then, since other processes write too, until cancelled."""
    while True:
        bell.clear()
        try:
            await work()
        except Exception as error:
            logger.error("%s of %s failed: %s", work.__name__, channel, type(error).__name__)
        # Not wait_for: on Python 3.11 it may lose the cancellation that stops us.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_AGAIN_SECONDS):
                await bell.wait()
