"""Conversation locks: one message of a conversation at a time, within a process and between processes.

`FileLocks` works on one host; the neighbouring modules lock in PostgreSQL and in Redis.
"""

import asyncio
import fcntl
import hashlib
import os
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from weakref import WeakValueDictionary

from bot.base import metrics

SHARDS = 4096  # lock files
POLL_SECONDS = 0.01


class LocksUnavailableError(Exception):
    """The lock service cannot be reached. Nothing was started, and the message may be sent again."""


class Locks(ABC):
    """Locks by conversation, held by one task at a time, first come, first served within a process.

    Attributes:
        where: the lock service, for the operator.
        pause_seconds: before a process takes a lock again that it just held, to let others have it.
    """

    where: str
    pause_seconds = 0.0

    def __init__(self) -> None:
        self._queues = WeakValueDictionary[str, asyncio.Lock]()

    @asynccontextmanager
    async def hold(self, conversation_id: str) -> AsyncGenerator[None, None]:
        """Hold the conversation's lock for the block.

        Raises:
            LocksUnavailableError: the lock service cannot be reached.
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
        """Name of the lock, a hash without personal data."""
        return hashlib.sha256(conversation_id.encode()).hexdigest()

    @abstractmethod
    def _between_processes(self, name: str) -> AbstractAsyncContextManager[None]:
        """Hold the named lock between processes."""


class FileLocks(Locks):
    """Locks on one host: `flock` on files, released when their process ends."""

    where = "files of this host"

    def __init__(self, directory: Path) -> None:
        super().__init__()
        self._directory = directory
        self._directory.mkdir(exist_ok=True)

    def _name(self, conversation_id: str) -> str:
        return str(int(super()._name(conversation_id), 16) % SHARDS)

    @asynccontextmanager
    async def _between_processes(self, name: str) -> AsyncGenerator[None, None]:
        descriptor = os.open(self._directory / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            while not _try_lock(descriptor):
                await asyncio.sleep(POLL_SECONDS)
            yield
        finally:
            os.close(descriptor)  # releases the lock


def _try_lock(descriptor: int) -> bool:
    """Try to lock the file; return whether it succeeded."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class PerLoop[T]:
    """A value per event loop, for connections, which are bound to one."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make, self._made = make, dict[asyncio.AbstractEventLoop, T]()

    def get(self) -> T:
        """The value of the running loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._made:
            self._made = {loop: self._make()}
        return self._made[loop]
