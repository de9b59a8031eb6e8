"""One message of a conversation at a time: in turn within a process, by file lock between processes of one host.

Rasa's own lock makes a second message wait in steps of a second.
"""

import asyncio
import fcntl
import hashlib
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore

from bot import settings

SHARDS = 4096  # lock files: a bounded number, named by a hash that says nothing of the person
POLL_SECONDS = 0.01


class FileLocks:
    """Locks named by a conversation, held by one task at a time on this host, first come, first served in a process."""

    def __init__(self, directory: Path) -> None:
        """Prepares the locks.

        Args:
            directory: where the lock files lie; made if missing.
        """
        self._queues: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}
        self._directory = directory
        self._directory.mkdir(exist_ok=True)

    @asynccontextmanager
    async def hold(self, conversation_id: str) -> AsyncGenerator[None, None]:
        """Holds the conversation's lock for the block."""
        shard = str(int(hashlib.sha256(conversation_id.encode()).hexdigest(), 16) % SHARDS)
        queue = self._queues.setdefault(shard, asyncio.Lock())
        self._waiting[shard] = self._waiting.get(shard, 0) + 1
        try:
            async with queue:
                descriptor = os.open(self._directory / shard, os.O_RDWR | os.O_CREAT, 0o600)
                try:
                    await self._flock(descriptor)
                    yield
                finally:
                    os.close(descriptor)  # releases the lock, as does the end of the process
        finally:
            self._waiting[shard] -= 1
            if not self._waiting[shard]:
                del self._waiting[shard], self._queues[shard]

    @staticmethod
    async def _flock(descriptor: int) -> None:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                await asyncio.sleep(POLL_SECONDS)


class FileLockStore(InMemoryLockStore):
    """Serialises the messages of a conversation on one host."""

    def __init__(self, **_kwargs: Any) -> None:
        """Prepares the store; the lock files lie in the state folder."""
        super().__init__()
        self._locks = FileLocks(settings.state_directory() / "locks")

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = POLL_SECONDS
    ) -> AsyncGenerator[TicketLock, None]:
        """Holds the conversation's lock for the block; waiters of this process are served first come, first served."""
        async with self._locks.hold(conversation_id):
            yield TicketLock(conversation_id)
