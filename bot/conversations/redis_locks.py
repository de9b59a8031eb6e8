"""Locks between hosts, kept in Redis: a queue of tickets for each conversation, of which the first holds the lock.

A ticket lives as long as its owner says so: a process that is killed is passed over when its lease ends. Every step is
one script, which Redis runs undivided, and concerns the caller's own ticket alone. A holder that was stopped for longer
than its lease may go on without the lock: what it would store then is refused (`ConversationStore.save`).
"""

import asyncio
import logging
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.conversations.one_at_a_time import Locks, LocksAwayError, OfTheLoop

logger = logging.getLogger(__name__)

LEASE_SECONDS = 10.0
RENEW_SECONDS = 2.5
ANSWER_SECONDS = 5.0

# KEYS: the queue; what the names of living tickets begin with; the same of bells. ARGV: the ticket; the lease in ms.
# Takes a place in the queue, or keeps it. Returns -1 when it is the first, else for how long the first may yet live.
_TAKE = """
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then
  local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  redis.call('ZADD', KEYS[1], (tonumber(last[2]) or 0) + 1, ARGV[1])
end
redis.call('SET', KEYS[2] .. ARGV[1], 1, 'PX', ARGV[2])
redis.call('PEXPIRE', KEYS[1], 2 * ARGV[2])
while true do
  local first = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
  if first == ARGV[1] then return -1 end
  local left = redis.call('PTTL', KEYS[2] .. first)
  if left > 0 then return left end
  redis.call('ZREM', KEYS[1], first)
end
"""
# Returns whether the ticket is still the first, whose lease begins anew.
_RENEW = """
if redis.call('ZRANGE', KEYS[1], 0, 0)[1] ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[2] .. ARGV[1], 1, 'PX', ARGV[2])
redis.call('PEXPIRE', KEYS[1], 2 * ARGV[2])
return 1
"""
# Gives the place up and rings for whoever is first then.
_LEAVE = """
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('DEL', KEYS[2] .. ARGV[1], KEYS[3] .. ARGV[1])
local first = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
if first then
  redis.call('RPUSH', KEYS[3] .. first, 1)
  redis.call('PEXPIRE', KEYS[3] .. first, ARGV[2])
end
"""


class RedisLocks(Locks):
    """Locks that all processes on one Redis share; processes take turns in the order in which they came."""

    where = "Redis"

    def __init__(self, url: str, purpose: str, *, lease_seconds: float = LEASE_SECONDS) -> None:
        """Prepares the locks; nothing is opened yet.

        Args:
            url: of Redis 6 or newer.
            purpose: tells these locks from others of the same conversations.
            lease_seconds: for how long a holder that is not heard of keeps the lock.
        """
        super().__init__()
        self._purpose = purpose
        self._lease = int(lease_seconds * 1000)
        self._renew_seconds = RENEW_SECONDS * lease_seconds / LEASE_SECONDS
        self._client = OfTheLoop[Redis](
            lambda: Redis.from_url(url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS)
        )

    @asynccontextmanager
    async def _between_processes(self, name: str) -> AsyncGenerator[None, None]:
        place = _Place(self._client.get(), f"conseiller-bot:{self._purpose}:{{{name}}}", self._lease)
        try:
            await self._wait(place)
        except (RedisError, OSError) as error:
            await place.leave()
            raise LocksAwayError(f"Redis: {type(error).__name__}") from error
        except BaseException:
            await place.leave()
            raise
        renewal = asyncio.create_task(self._keep(place))
        try:
            yield
        finally:
            renewal.cancel()
            with suppress(asyncio.CancelledError):
                await renewal
            await place.leave()

    async def _wait(self, place: "_Place") -> None:
        while (left := await place.take()) >= 0:
            await place.hear(min(self._renew_seconds, (left + 1) / 1000))

    async def _keep(self, place: "_Place") -> None:
        """Renews the lease for as long as the lock is held."""
        while True:
            await asyncio.sleep(self._renew_seconds)
            try:
                if not await place.renew():
                    logger.error("a lock was lost while it was held")
                    return
            except (RedisError, OSError) as error:
                logger.warning("a lock could not be renewed: %s", type(error).__name__)


class _Place:
    """One ticket in the queue of a conversation."""

    def __init__(self, client: Redis, base: str, lease: int) -> None:
        """Makes a ticket, which is not in the queue yet.

        Args:
            client: the connections.
            base: what the names of all keys of the queue begin with.
            lease: in milliseconds.
        """
        self._client, self._ticket, self._lease = client, uuid.uuid4().hex, lease
        self._keys = [f"{base}:queue", f"{base}:alive:", f"{base}:bell:"]

    async def _run(self, script: str) -> int | None:
        answer: int | None = await self._client.eval(script, 3, *self._keys, self._ticket, str(self._lease))
        return answer

    async def take(self) -> int:
        """Returns -1 when this ticket holds the lock, else for how many milliseconds the holder may yet live."""
        return int(await self._run(_TAKE) or 0)

    async def hear(self, seconds: float) -> None:
        """Waits until the bell of this ticket rings, so long at most."""
        await self._client.blpop([f"{self._keys[2]}{self._ticket}"], timeout=seconds)

    async def renew(self) -> bool:
        """Returns whether the lock is still held."""
        return bool(await self._run(_RENEW))

    async def leave(self) -> None:
        """Gives the lock or the place up; if Redis cannot be told, the lease ends by itself."""
        try:
            await self._run(_LEAVE)
        except (RedisError, OSError) as error:
            logger.warning("a lock could not be given back: %s", type(error).__name__)
