"""Rate limits per client address, session and API token, counted in this process or, for several hosts, in Redis."""

import asyncio
import functools
import hashlib
import logging
import time

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.storage import RedisStorage
from limits.strategies import FixedWindowRateLimiter as FixedWindowRateLimiterOfRedis
from redis.exceptions import RedisError
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.base.problems import API
from bot.base.settings import settings
from bot.front.addresses import address_of
from bot.front.refusals import MANY_OF_PROGRAM, MANY_OF_SESSION, MANY_REQUESTS, refuse

logger = logging.getLogger(__name__)

# Messages, polls and retries while the assistant starts.
REQUESTS_A_MESSAGE = 3
# Health checks are cheap, and a 429 would look like an outage.
UNCOUNTED = frozenset({"/health", "/ready"})
_ANSWER_SECONDS = 0.5
_AWAY_SECONDS = 5.0


def token_of(authorization: str) -> str | None:
    """The bearer token of an Authorization header."""
    scheme, _, token = authorization.partition(" ")
    return token if scheme.lower() == "bearer" and token else None


class Rates:
    """Fixed windows of one minute. While Redis is unavailable each process counts on its own.

    Args:
        redis_url: of a Redis that all hosts share.
    """

    def __init__(self, redis_url: str | None) -> None:
        self._memory = MemoryStorage()  # limiters only refer to their storage
        self._here = FixedWindowRateLimiter(self._memory)
        self._redis = redis_url and RedisStorage(
            redis_url, socket_timeout=_ANSWER_SECONDS, socket_connect_timeout=_ANSWER_SECONDS
        )
        self._away_until = 0.0

    async def seconds_to_wait(self, most: int, *whose: str) -> int:
        """Count a request. Returns 0, or the seconds until the next one is allowed if this one exceeds the limit.

        Args:
            most: requests within a minute.
            whose: key parts of the counter.
        """
        item = RateLimitItemPerMinute(most, namespace="conseiller")
        if self._redis and self._away_until <= time.monotonic():
            try:
                return await asyncio.to_thread(_wait_in_redis, self._redis, item, *whose)
            except RedisError as error:
                self._away_until = time.monotonic() + _AWAY_SECONDS
                logger.warning("requests are counted here: Redis is away (%s)", type(error).__name__)
        if await self._here.hit(item, *whose):
            return 0
        return _from_now((await self._here.get_window_stats(item, *whose))[0])


def _wait_in_redis(storage: RedisStorage, item: RateLimitItem, *whose: str) -> int:
    limiter = FixedWindowRateLimiterOfRedis(storage)
    return 0 if limiter.hit(item, *whose) else _from_now(limiter.get_window_stats(item, *whose)[0])


def _from_now(moment: float) -> int:
    return max(1, round(moment - time.time()))


@functools.cache
def rates() -> Rates:
    """The rate limiter of this process."""
    return Rates(settings().redis_url)


class Counted:
    """Rejects requests of an address, a session or an API token above its limit."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in UNCOUNTED:
            await self._app(scope, receive, send)
            return
        if wait := await rates().seconds_to_wait(settings().requests_a_minute, "address", address_of(scope)):
            await refuse(scope, MANY_REQUESTS, retry_after=wait, reason="address")(scope, receive, send)
            return
        token = token_of(Headers(scope=scope).get("authorization", ""))
        is_program = scope["path"].startswith(API)
        if token and (wait := await (seconds_of_program(token) if is_program else seconds_of_session(token))):
            refusal, reason = (MANY_OF_PROGRAM, "program") if is_program else (MANY_OF_SESSION, "session")
            await refuse(scope, refusal, retry_after=wait, reason=reason)(scope, receive, send)
            return
        await self._app(scope, receive, send)


async def seconds_of_session(token: str) -> int:
    """Count a request of a session (see `Rates.seconds_to_wait`), under a hash of its token.

    The part before the first dot identifies the session and stays the same when the token is renewed. Messages per
    minute are counted separately, by the rows of the conversation: these are erased with it, this counter is not.
    """
    most = REQUESTS_A_MESSAGE * settings().most_a_minute
    return await rates().seconds_to_wait(most, "session", hashlib.sha256(token.partition(".")[0].encode()).hexdigest())


async def seconds_of_program(token: str) -> int:
    """Count a request of an API client (see `Rates.seconds_to_wait`), under a hash of its token."""
    whose = hashlib.sha256(token.encode()).hexdigest()
    return await rates().seconds_to_wait(settings().api_requests_a_minute, "program", whose)


async def seconds_of_new_session(scope: Scope) -> int:
    """Count a new conversation of an address (see `Rates.seconds_to_wait`)."""
    return await rates().seconds_to_wait(settings().new_sessions_a_minute, "new-session", address_of(scope))
