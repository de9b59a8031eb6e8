"""One message of a conversation at a time, on one host or several: in turn within a process, then between processes."""

import asyncio
import hashlib
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Generic, TypeVar

from bot.base import metrics

T = TypeVar("T")


class LocksAwayError(Exception):
    """What keeps the locks cannot be reached: nothing was begun, and the message may be handed over again."""


class Locks(ABC):
    """Locks named by a conversation, held by one task at a time, first come, first served in a process.

    Attributes:
        where: what keeps them, for whoever runs the bot.
    """

    where: str

    def __init__(self) -> None:
        """Prepares the queues of this process."""
        self._queues: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}

    @asynccontextmanager
    async def hold(self, conversation_id: str) -> AsyncGenerator[None, None]:
        """Holds the conversation's lock for the block.

        Raises:
            LocksAwayError: the lock cannot be had.
        """
        name = self._name(conversation_id)
        queue = self._queues.setdefault(name, asyncio.Lock())
        self._waiting[name] = self._waiting.get(name, 0) + 1
        try:
            with metrics.of_lock() as had:
                async with queue, self._between_processes(name):
                    had()
                    yield
        finally:
            self._waiting[name] -= 1
            if not self._waiting[name]:
                del self._waiting[name], self._queues[name]

    def _name(self, conversation_id: str) -> str:
        """Returns the name of the lock: a hash, which says nothing of the person."""
        return hashlib.sha256(conversation_id.encode()).hexdigest()

    @abstractmethod
    def _between_processes(self, name: str) -> AbstractAsyncContextManager[None]:
        """Holds the lock of that name among all processes."""


class OfTheLoop(Generic[T]):
    """Something made anew for each event loop, to which connections are bound."""

    def __init__(self, make: Callable[[], T]) -> None:
        """Remembers how it is made.

        Args:
            make: called within the loop.
        """
        self._make = make
        self._loop: asyncio.AbstractEventLoop | None = None
        self._made: T | None = None

    def get(self) -> T:
        """Returns what belongs to the running loop."""
        loop = asyncio.get_running_loop()
        if self._made is None or self._loop is not loop:
            self._loop, self._made = loop, self._make()
        return self._made
