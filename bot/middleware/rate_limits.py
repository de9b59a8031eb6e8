"""Rate limits per client address, session and API token, counted in this process or, for several hosts, in Redis."""

import asyncio
import functools
import hashlib
import json
import logging
import time

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.storage import RedisStorage
from limits.strategies import FixedWindowRateLimiter as RedisFixedWindowRateLimiter
from redis.exceptions import RedisError
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.base.problems import API
from bot.base.settings import settings
from bot.channels.web.web_sessions import SessionTokens
from bot.middleware.client_ip import client_ip
from bot.middleware.error_responses import (
    TOO_MANY_BY_API_CLIENT,
    TOO_MANY_IN_SESSION,
    TOO_MANY_REQUESTS,
    error_response,
)

logger = logging.getLogger(__name__)

# Messages, polls and retries while the assistant starts.
REQUESTS_PER_MESSAGE = 3
# Health checks are cheap, and a 429 would look like an outage.
UNLIMITED_PATHS = frozenset({"/health", "/ready"})
_REDIS_TIMEOUT_SECONDS = 0.5
_REDIS_RETRY_SECONDS = 5.0


def bearer_token(authorization: str) -> str | None:
    """The bearer token of an Authorization header."""
    scheme, _, token = authorization.partition(" ")
    return token if scheme.lower() == "bearer" and token else None


class RateLimiter:
    """Fixed windows of one minute. While Redis is unavailable each process counts on its own.

    Args:
        redis_url: of a Redis that all hosts share.
    """

    def __init__(self, redis_url: str | None) -> None:
        self._memory = MemoryStorage()  # limiters only refer to their storage
        self._local = FixedWindowRateLimiter(self._memory)
        self._redis = redis_url and RedisStorage(
            redis_url, socket_timeout=_REDIS_TIMEOUT_SECONDS, socket_connect_timeout=_REDIS_TIMEOUT_SECONDS
        )
        self._redis_down_until = 0.0

    async def hit(self, limit: int, *key: str) -> int:
        """Count a request. Returns 0, or the seconds until the next one is allowed if this one exceeds the limit.

        Args:
            limit: requests within a minute.
            key: key parts of the counter.
        """
        item = RateLimitItemPerMinute(limit, namespace="conseiller")
        if self._redis and self._redis_down_until <= time.monotonic():
            try:
                return await asyncio.to_thread(_hit_in_redis, self._redis, item, *key)
            except RedisError as error:
                self._redis_down_until = time.monotonic() + _REDIS_RETRY_SECONDS
                logger.warning("Redis is unavailable, requests are counted locally (%s)", type(error).__name__)
        if await self._local.hit(item, *key):
            return 0
        return _seconds_until((await self._local.get_window_stats(item, *key))[0])


def _hit_in_redis(storage: RedisStorage, item: RateLimitItem, *key: str) -> int:
    limiter = RedisFixedWindowRateLimiter(storage)
    return 0 if limiter.hit(item, *key) else _seconds_until(limiter.get_window_stats(item, *key)[0])


def _seconds_until(moment: float) -> int:
    return max(1, round(moment - time.time()))


@functools.cache
def rate_limiter() -> RateLimiter:
    """The rate limiter of this process."""
    return RateLimiter(settings().redis_url)


class RateLimitMiddleware:
    """Rejects requests of an address, a session or an API token above its limit."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in UNLIMITED_PATHS:
            await self._app(scope, receive, send)
            return
        if wait := await rate_limiter().hit(settings().requests_a_minute, "address", client_ip(scope)):
            await error_response(scope, TOO_MANY_REQUESTS, retry_after=wait, reason="address")(scope, receive, send)
            return
        token = bearer_token(Headers(scope=scope).get("authorization", ""))
        is_api = scope["path"].startswith(API)
        if token and (wait := await (hit_api_client(token) if is_api else hit_session(token))):
            error, reason = (TOO_MANY_BY_API_CLIENT, "program") if is_api else (TOO_MANY_IN_SESSION, "session")
            await error_response(scope, error, retry_after=wait, reason=reason)(scope, receive, send)
            return
        await self._app(scope, receive, send)


async def hit_session(token: str) -> int:
    """Count a request of a session (see `RateLimiter.hit`), under a hash of its token.

    The part before the first dot identifies the session and stays the same when the token is renewed. Messages per
    minute are counted separately, by the rows of the conversation: these are erased with it, this counter is not.
    """
    limit = REQUESTS_PER_MESSAGE * settings().messages_a_minute
    return await rate_limiter().hit(limit, "session", hashlib.sha256(token.partition(".")[0].encode()).hexdigest())


async def hit_api_client(token: str) -> int:
    """Count a request of an API client (see `RateLimiter.hit`), under a hash of its token."""
    key = hashlib.sha256(token.encode()).hexdigest()
    return await rate_limiter().hit(settings().api_requests_a_minute, "program", key)


@functools.cache
def _session_tokens() -> SessionTokens:
    return SessionTokens()


async def limit_new_sessions(request: Request) -> Response | None:
    """The 429 response to a request for a session; None if it is allowed.

    A request with a valid token resumes its conversation and counts against that session. Any other request starts a
    new conversation and counts against the client's address.
    """
    token = _valid_token(await request.body())
    if token is None:
        limit, client = settings().new_sessions_a_minute, client_ip(request.scope)
        wait, error, reason = await rate_limiter().hit(limit, "new-session", client), TOO_MANY_REQUESTS, "new_session"
    else:
        wait, error, reason = await hit_session(token), TOO_MANY_IN_SESSION, "session"
    return error_response(request.scope, error, retry_after=wait, reason=reason) if wait else None


def _valid_token(body: bytes) -> str | None:
    """The session token in a body, if it is valid."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return None
    token = read.get("token") if isinstance(read, dict) else None
    return token if _session_tokens().read(token) is not None else None
