"""Rate limit for opening conversations."""

import functools
import json

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.web_sessions import SessionTokens
from bot.middleware import rate_limits
from bot.middleware.error_responses import TOO_MANY_IN_SESSION, TOO_MANY_REQUESTS, error_response


@functools.cache
def _tokens() -> SessionTokens:
    return SessionTokens()


async def limit_new_sessions(request: Request) -> Response | None:
    """The 429 response to a request for a session; None if it is allowed.

    A request with a valid token resumes its conversation and counts against that session. Any other request starts a
    new conversation and counts against the client's address.
    """
    token = _valid_token(await request.body())
    if token is None:
        wait, error, reason = await rate_limits.hit_new_session(request.scope), TOO_MANY_REQUESTS, "new_session"
    else:
        wait, error, reason = await rate_limits.hit_session(token), TOO_MANY_IN_SESSION, "session"
    return error_response(request.scope, error, retry_after=wait, reason=reason) if wait else None


def _valid_token(body: bytes) -> str | None:
    """The session token in a body, if it is valid."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return None
    token = read.get("token") if isinstance(read, dict) else None
    return token if _tokens().read(token) is not None else None
