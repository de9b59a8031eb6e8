"""Work whose outcome nothing waits for."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from bot.channels.transport import why

logger = logging.getLogger(__name__)


class Asides:
    """What is done beside the rest of a channel's work, until it is closed."""

    def __init__(self) -> None:
        """Begins with nothing."""
        self._tasks: set[asyncio.Task[Any]] = set()

    def begin(self, work: Coroutine[Any, Any, Any]) -> None:
        """Starts some work; that it fails matters to nobody."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            logger.info("something beside the rest failed: %s", why(error))

    async def close(self) -> None:
        """Drops what is still under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
