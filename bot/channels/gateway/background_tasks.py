"""Fire-and-forget tasks of one channel: acknowledgements, key look-ups, leaving rooms.

Only for work that may be lost: a failure is logged by type and not retried, and `close` cancels what runs.
"""

import asyncio
import logging
from collections.abc import Coroutine
from functools import partial
from typing import Any

from bot.channels.gateway.transport import loggable_reason

logger = logging.getLogger(__name__)


class BackgroundTasks:
    """Running tasks, until they are closed."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._busy: set[str | None] = set()

    def start(self, coroutine: Coroutine[Any, Any, Any], key: str | None = None) -> None:
        """Run a coroutine without awaiting it.

        Args:
            key: at most one task runs per key: while it does, further calls are dropped, not queued.
        """
        if key in self._busy:
            coroutine.close()
            return
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        if key is not None:
            self._busy.add(key)
        task.add_done_callback(partial(self._end, key))

    def _end(self, key: str | None, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        self._busy.discard(key)
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            logger.info("background task %s failed: %s", key, loggable_reason(error))

    async def close(self) -> None:
        """Cancel all running tasks and wait until they have ended."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
