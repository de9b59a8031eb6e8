"""Locks between hosts, kept in Redis by its client's own `Lock`.

A lock lives as long as its owner renews it: a process that is killed loses its own when the lease ends. A holder that
was stopped for longer may go on without the lock: what it would store then is refused (`ConversationStore.save`).
"""

import asyncio
import logging
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError, LockNotOwnedError, RedisError

from bot.conversations.locks import POLL_SECONDS, Locks, LocksAwayError, OfTheLoop

logger = logging.getLogger(__name__)

LEASE_SECONDS = 10.0
ANSWER_SECONDS = 5.0


class RedisLocks(Locks):
    """Locks that all processes on one Redis share; none keeps a lock to itself by being quicker to ask."""

    where = "Redis"
    pause_seconds = 3 * POLL_SECONDS

    def __init__(self, url: str, purpose: str, *, lease_seconds: float = LEASE_SECONDS) -> None:
        """Prepares the locks; nothing is opened yet.

        Args:
            url: of Redis 6 or newer.
            purpose: tells these locks from others of the same conversations.
            lease_seconds: for how long a holder that is not heard of keeps the lock.
        """
        super().__init__()
        self._purpose, self._lease = purpose, lease_seconds
        self._client = OfTheLoop[Redis](
            lambda: Redis.from_url(url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS)
        )

    @asynccontextmanager
    async def _between_processes(self, name: str) -> AsyncGenerator[None, None]:
        token, name = uuid.uuid4().hex.encode(), f"conseiller-bot:{self._purpose}:{name}"
        lock = self._client.get().lock(name, timeout=self._lease, sleep=POLL_SECONDS)
        renewal = None
        try:
            try:
                await lock.acquire(token=token)
            except (RedisError, OSError) as error:
                raise LocksAwayError(f"Redis: {type(error).__name__}") from error
            renewal = asyncio.create_task(self._renew(lock))
            yield
        finally:
            if renewal is not None:
                renewal.cancel()
                with suppress(asyncio.CancelledError):
                    await renewal
            await self._release(lock, token)  # whether or not the answer that it was taken was heard

    async def _renew(self, lock: Lock) -> None:
        """Renews the lease for as long as the lock is held."""
        while True:
            await asyncio.sleep(self._lease / 4)
            try:
                await lock.reacquire()
            except LockError:
                logger.error("a lock was lost while it was held")
                return
            except (RedisError, OSError) as error:
                logger.warning("a lock could not be renewed: %s", type(error).__name__)

    @staticmethod
    async def _release(lock: Lock, token: bytes) -> None:
        """Gives the lock back; if Redis cannot be told, the lease ends by itself."""
        try:
            with suppress(LockNotOwnedError):
                await lock.do_release(token)
        except (RedisError, OSError) as error:
            logger.warning("a lock could not be given back: %s", type(error).__name__)
