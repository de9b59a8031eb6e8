"""How many conversations one address may begin."""

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
    """Returns why no session is opened for a request, None if one may be.

    A token that was given here leads back to its conversation, or begins one when that was erased: it counts as its
    session's. Whoever has none begins a new one.
    """
    token = _token_of(await request.body())
    if token is None:
        wait, refusal, reason = await rates.seconds_of_new_session(request.scope), MANY_REQUESTS, "new_session"
    else:
        wait, refusal, reason = await rates.seconds_of_session(token), MANY_OF_SESSION, "session"
    return refuse(request.scope, refusal, retry_after=wait, reason=reason) if wait else None


def _token_of(body: bytes) -> str | None:
    """Returns the token that a body shows, if it was given here."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return None
    token = read.get("token") if isinstance(read, dict) else None
    return token if _tokens().read(token) is not None else None
