"""Concurrency limit for expensive calls: a few run, a few wait, the rest is rejected."""

from collections import Counter
from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread

T = TypeVar("T")


class LineFullError(Exception):
    """Too many calls are running or waiting."""


class WaitingLine:
    """Runs calls in threads.

    Args:
        at_once: calls that run at the same time.
        waiting: calls that wait for them.
        of_one: running and waiting calls of one client, so that no client takes all slots.
    """

    def __init__(self, *, at_once: int, waiting: int, of_one: int) -> None:
        self._limiter = anyio.CapacityLimiter(at_once)
        self._most, self._of_one = at_once + waiting, of_one
        self._inside = Counter[str]()

    async def run(self, whose: str, call: Callable[[], T]) -> T:
        """Run a call under the limit and return its result.

        Raises:
            LineFullError: the call was not made.
        """
        if self._inside.total() >= self._most or self._inside[whose] >= self._of_one:
            raise LineFullError
        self._inside[whose] += 1
        try:
            return await anyio.to_thread.run_sync(call, limiter=self._limiter)
        finally:
            self._inside[whose] -= 1
            self._inside += Counter()  # drops the zeros
