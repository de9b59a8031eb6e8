"""Rate limit for opening conversations."""

import functools
import json

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.web_sessions import SessionTokens
from bot.front import rates
from bot.front.refusals import MANY_OF_SESSION, MANY_REQUESTS, refuse


@functools.cache
def _tokens() -> SessionTokens:
    return SessionTokens()


async def refuse_session(request: Request) -> Response | None:
    """The 429 response to a request for a session; None if it is allowed.

    A request with a valid token resumes its conversation and counts against that session. Any other request starts a
    new conversation and counts against the client's address.
    """
    token = _token_of(await request.body())
    if token is None:
        wait, refusal, reason = await rates.seconds_of_new_session(request.scope), MANY_REQUESTS, "new_session"
    else:
        wait, refusal, reason = await rates.seconds_of_session(token), MANY_OF_SESSION, "session"
    return refuse(request.scope, refusal, retry_after=wait, reason=reason) if wait else None


def _token_of(body: bytes) -> str | None:
    """The session token in a body, if it is valid."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return None
    token = read.get("token") if isinstance(read, dict) else None
    return token if _tokens().read(token) is not None else None
