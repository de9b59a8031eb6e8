"""Concurrency limit for expensive calls: a few run, a few wait, the rest is rejected."""

from collections import Counter
from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread

T = TypeVar("T")


class TooBusyError(Exception):
    """Too many calls are running or waiting."""


class ConcurrencyLimiter:
    """Runs calls in threads.

    Args:
        max_running: calls that run at the same time.
        max_waiting: calls that wait for them.
        max_per_client: running and waiting calls of one client, so that no client takes all slots.
    """

    def __init__(self, *, max_running: int, max_waiting: int, max_per_client: int) -> None:
        self._limiter = anyio.CapacityLimiter(max_running)
        self._max_total, self._max_per_client = max_running + max_waiting, max_per_client
        self._active = Counter[str]()

    async def run(self, client: str, call: Callable[[], T]) -> T:
        """Run a call under the limit and return its result.

        Raises:
            TooBusyError: the call was not made.
        """
        if self._active.total() >= self._max_total or self._active[client] >= self._max_per_client:
            raise TooBusyError
        self._active[client] += 1
        try:
            return await anyio.to_thread.run_sync(call, limiter=self._limiter)
        finally:
            self._active[client] -= 1
            self._active += Counter()  # drops the zeros
