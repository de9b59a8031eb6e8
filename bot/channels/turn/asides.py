"""Work whose outcome nothing waits for."""

import asyncio
import logging
from collections.abc import Coroutine
from functools import partial
from typing import Any

from bot.channels.gateway.transport import why

logger = logging.getLogger(__name__)


class Asides:
    """What is done beside the rest of a channel's work, until it is closed."""

    def __init__(self) -> None:
        """Begins with nothing."""
        self._tasks: set[asyncio.Task[Any]] = set()
        self._busy: set[str | None] = set()

    def begin(self, work: Coroutine[Any, Any, Any], place: str | None = None) -> None:
        """Starts some work; that it fails matters to nobody.

        Args:
            work: what is done.
            place: where one work at a time is done: it is left out while another is under way there.
        """
        if place in self._busy:
            work.close()
            return
        task = asyncio.create_task(work)
        self._tasks.add(task)
        if place is not None:
            self._busy.add(place)
        task.add_done_callback(partial(self._end, place))

    def _end(self, place: str | None, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        self._busy.discard(place)
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            logger.info("something beside the rest failed: %s", why(error))

    async def close(self) -> None:
        """Drops what is still under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
