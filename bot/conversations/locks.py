"""One message of a conversation at a time, on one host or several: in turn within a process, then between processes.

`FileLocks` are those of one host; the modules beside this one keep locks in PostgreSQL and in Redis.
"""

import asyncio
import fcntl
import hashlib
import os
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

from bot.base import metrics

SHARDS = 4096  # lock files: a bounded number
POLL_SECONDS = 0.01

T = TypeVar("T")


class LocksAwayError(Exception):
    """What keeps the locks cannot be reached: nothing was begun, and the message may be handed over again."""


class Locks(ABC):
    """Locks named by a conversation, held by one task at a time, first come, first served in a process.

    Attributes:
        where: what keeps them, for whoever runs the bot.
        pause_seconds: how long a process that held a lock lets the others try for it before it takes it again.
    """

    where: str
    pause_seconds = 0.0

    def __init__(self) -> None:
        """Prepares the queues of this process."""
        self._queues = WeakValueDictionary[str, asyncio.Lock]()

    @asynccontextmanager
    async def hold(self, conversation_id: str) -> AsyncGenerator[None, None]:
        """Holds the conversation's lock for the block.

        Raises:
            LocksAwayError: the lock cannot be had.
        """
        name = self._name(conversation_id)
        queue = self._queues.setdefault(name, asyncio.Lock())
        pause = self.pause_seconds if queue.locked() else 0.0
        with metrics.of_lock() as had:
            async with queue:
                await asyncio.sleep(pause)
                async with self._between_processes(name):
                    had()
                    yield

    def _name(self, conversation_id: str) -> str:
        """Returns the name of the lock: a hash, which says nothing of the person."""
        return hashlib.sha256(conversation_id.encode()).hexdigest()

    @abstractmethod
    def _between_processes(self, name: str) -> AbstractAsyncContextManager[None]:
        """Holds the lock of that name among all processes."""


class FileLocks(Locks):
    """Locks between the processes of one host, `flock` on files, which end with the process that holds them."""

    where = "files of this host"

    def __init__(self, directory: Path) -> None:
        """Prepares the locks.

        Args:
            directory: where the lock files lie; made if missing.
        """
        super().__init__()
        self._directory = directory
        self._directory.mkdir(exist_ok=True)

    def _name(self, conversation_id: str) -> str:
        return str(int(super()._name(conversation_id), 16) % SHARDS)

    @asynccontextmanager
    async def _between_processes(self, name: str) -> AsyncGenerator[None, None]:
        descriptor = os.open(self._directory / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            while not _is_taken(descriptor):
                await asyncio.sleep(POLL_SECONDS)
            yield
        finally:
            os.close(descriptor)  # releases the lock, as does the end of the process


def _is_taken(descriptor: int) -> bool:
    """Takes the lock of a file if it is free, and returns whether it was."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class OfTheLoop(Generic[T]):
    """Something made anew for each event loop, to which connections are bound."""

    def __init__(self, make: Callable[[], T]) -> None:
        """Remembers how it is made, within the loop."""
        self._make, self._made = make, dict[asyncio.AbstractEventLoop, T]()

    def get(self) -> T:
        """Returns what belongs to the running loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._made:
            self._made = {loop: self._make()}
        return self._made[loop]
