"""Locks between hosts, in Redis, with its client's own `Lock`.

The owner renews the lease of its lock; a killed process loses it when the lease expires. A process that was stopped for
longer may continue without its lock: what it then saves is refused (`ConversationStore.save`).
"""

import asyncio
import logging
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError, LockNotOwnedError, RedisError

from bot.conversations.locks import POLL_SECONDS, Locks, LocksUnavailableError, PerLoop

logger = logging.getLogger(__name__)

LEASE_SECONDS = 10.0
ANSWER_SECONDS = 5.0


class RedisLocks(Locks):
    """Locks shared by all processes on one Redis; fair between processes.

    Args:
        url: of Redis 6 or newer.
        purpose: separates these locks from others of the same conversations.
        lease_seconds: until the lock of an unresponsive owner expires.
    """

    where = "Redis"
    pause_seconds = 3 * POLL_SECONDS

    def __init__(self, url: str, purpose: str, *, lease_seconds: float = LEASE_SECONDS) -> None:
        super().__init__()
        self._purpose, self._lease = purpose, lease_seconds
        self._client = PerLoop[Redis](
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
                raise LocksUnavailableError(f"Redis: {type(error).__name__}") from error
            renewal = asyncio.create_task(self._renew(lock))
            yield
        finally:
            if renewal is not None:
                renewal.cancel()
                with suppress(asyncio.CancelledError):
                    await renewal
            await self._release(lock, token)  # even if the answer to acquiring was lost

    async def _renew(self, lock: Lock) -> None:
        """Renew the lease while the lock is held."""
        while True:
            await asyncio.sleep(self._lease / 4)
            try:
                await lock.reacquire()
            except LockError:
                logger.error("a lock was lost while held")
                return
            except (RedisError, OSError) as error:
                logger.warning("a lock could not be renewed: %s", type(error).__name__)

    @staticmethod
    async def _release(lock: Lock, token: bytes) -> None:
        """Release the lock; if Redis is unreachable, the lease expires."""
        try:
            with suppress(LockNotOwnedError):
                await lock.do_release(token)
        except (RedisError, OSError) as error:
            logger.warning("a lock could not be released: %s", type(error).__name__)
