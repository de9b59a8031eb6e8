"""A short line before work that is heavy: some at once, some that wait, and the rest is asked to come back."""

from collections import Counter
from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread

T = TypeVar("T")


class LineFullError(Exception):
    """Too many wait already."""


class WaitingLine:
    """Runs calls in threads, a few at once."""

    def __init__(self, *, at_once: int, waiting: int, of_one: int) -> None:
        """Prepares an empty line.

        Args:
            at_once: calls that run at the same time.
            waiting: others that wait for them.
            of_one: of both, for one address: nobody fills the line alone.
        """
        self._limiter = anyio.CapacityLimiter(at_once)
        self._most, self._of_one = at_once + waiting, of_one
        self._inside = Counter[str]()

    async def run(self, whose: str, call: Callable[[], T]) -> T:
        """Returns what a call returns, when its turn has come.

        Args:
            whose: address that it is made for.
            call: takes no argument.

        Raises:
            LineFullError: too many wait; it was not called.
        """
        if self._inside.total() >= self._most or self._inside[whose] >= self._of_one:
            raise LineFullError
        self._inside[whose] += 1
        try:
            return await anyio.to_thread.run_sync(call, limiter=self._limiter)
        finally:
            self._inside[whose] -= 1
            self._inside += Counter()  # whoever has left is forgotten
