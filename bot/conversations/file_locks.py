"""Locks between the processes of one host: `flock` on files."""

import asyncio
import fcntl
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.conversations.one_at_a_time import Locks

SHARDS = 4096  # lock files: a bounded number
POLL_SECONDS = 0.01


class FileLocks(Locks):
    """Locks that end with the process that holds them."""

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
            await self._flock(descriptor)
            yield
        finally:
            os.close(descriptor)  # releases the lock, as does the end of the process

    @staticmethod
    async def _flock(descriptor: int) -> None:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                await asyncio.sleep(POLL_SECONDS)
