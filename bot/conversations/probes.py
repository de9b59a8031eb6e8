"""Readiness probes for monitors and proxies, reported as short words.

`database`: not writable. `tables`: not those of this code. `locks`: unavailable. `model`: none loaded.
`assistant`: no Rasa process answers.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Mapping

from bot.conversations.locks import Locks
from bot.records.conversations.health_queries import newest_revision, writable_revision
from bot.records.store.database import Database

CHECK_TIMEOUT_SECONDS = 3.0
CACHE_SECONDS = 1.0  # results are cached

Check = Callable[[], Awaitable[str | None]]


class Probe:
    """Runs checks concurrently.

    Args:
        checks: each returns the word of what is unavailable, or None. If it fails or times out, its own name is
            reported.
    """

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks
        self._away: list[str] = []
        self._checked_at = float("-inf")
        self._lock: asyncio.Lock | None = None

    async def away(self) -> list[str]:
        """Words of what is unavailable, sorted; cached for a second."""
        self._lock = self._lock or asyncio.Lock()
        async with self._lock:
            if time.monotonic() - self._checked_at > CACHE_SECONDS:
                words = await asyncio.gather(*(self._look(name, check) for name, check in self._checks.items()))
                self._away, self._checked_at = sorted({word for word in words if word}), time.monotonic()
        return self._away

    @staticmethod
    async def _look(name: str, check: Check) -> str | None:
        try:
            async with asyncio.timeout(CHECK_TIMEOUT_SECONDS):
                return await check()
        except Exception:
            return name


def answer(away: list[str]) -> tuple[dict[str, object], int]:
    """Body and status of the `/ready` response."""
    return {"ready": not away, "away": away}, 503 if away else 200


def check_database(database: Database) -> Check:
    """A check that the database is writable and has the tables of this code."""
    newest = newest_revision()

    async def check() -> str | None:
        return None if await asyncio.to_thread(writable_revision, database) == newest else "tables"

    return check


def check_locks(locks: Locks) -> Check:
    """A check that a lock can be taken, which no conversation uses."""

    async def check() -> str | None:
        async with locks.hold(f"ready-{os.getpid()}"):
            return None

    return check
