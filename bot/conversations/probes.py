"""Whether a process can answer: what monitors and proxies ask for, in short words.

`database`: it cannot be written. `tables`: they are not those of this code. `locks`: they cannot be had.
`model`: none is loaded. `assistant`: no Rasa process can answer.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Mapping

from bot.conversations.locks import Locks
from bot.records.conversations.health_queries import newest_revision, writable_revision
from bot.records.store.database import Database

LONGEST_SECONDS = 3.0
KEPT_SECONDS = 1.0  # who asks often is told the same

Check = Callable[[], Awaitable[str | None]]


class Probe:
    """Runs checks side by side; each returns the word of what is away, None if nothing is."""

    def __init__(self, checks: Mapping[str, Check]) -> None:
        """Prepares the probe.

        Args:
            checks: what each looks at, said when it takes too long or fails, to the check.
        """
        self._checks = checks
        self._told: list[str] = []
        self._told_at = float("-inf")
        self._lock: asyncio.Lock | None = None

    async def away(self) -> list[str]:
        """Returns the words of what is away, sorted; empty when all is there."""
        self._lock = self._lock or asyncio.Lock()
        async with self._lock:
            if time.monotonic() - self._told_at > KEPT_SECONDS:
                found = await asyncio.gather(*(self._look(name, check) for name, check in self._checks.items()))
                self._told, self._told_at = sorted({word for word in found if word}), time.monotonic()
        return self._told

    @staticmethod
    async def _look(name: str, check: Check) -> str | None:
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                return await check()
        except Exception:
            return name


def answer(away: list[str]) -> tuple[dict[str, object], int]:
    """Returns the body and the status that say what is away."""
    return {"ready": not away, "away": away}, 503 if away else 200


def check_database(database: Database) -> Check:
    """Returns a check that the database can be written and has the tables of this code."""
    newest = newest_revision()

    async def check() -> str | None:
        return None if await asyncio.to_thread(writable_revision, database) == newest else "tables"

    return check


def check_locks(locks: Locks) -> Check:
    """Returns a check that a lock can be had, one that no conversation needs."""

    async def check() -> str | None:
        async with locks.hold(f"ready-{os.getpid()}"):
            return None

    return check
