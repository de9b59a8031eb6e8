"""Request body limits: a body is read completely, in memory, before the application sees the request."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.base import metrics
from bot.base.problems import API
from bot.channels.telegram.configuration import MAX_UPDATE_BYTES
from bot.channels.turn.turn_types import MAX_BODY_BYTES
from bot.middleware.error_responses import (
    MESSAGE_TOO_LONG,
    TOO_LONG,
    UNREADABLE,
    UNREADABLE_FORM,
    WIDGET_PATHS,
    ErrorResponse,
    error_response,
)
from bot.recruiting.rendering import PREFIX

MAX_FORM_BYTES = 128 * 1024  # bytes: the longest reply of a recruiter, every character of it escaped
MAX_API_BYTES = 16 * 1024  # a status, with room to spare
# By path prefix, the first match counts: bytes, and the error for more.
BODY_LIMITS: tuple[tuple[str, int, ErrorResponse], ...] = (
    (WIDGET_PATHS, MAX_BODY_BYTES, MESSAGE_TOO_LONG),
    ("/webhooks/telegram/", MAX_UPDATE_BYTES, TOO_LONG),
    (f"{PREFIX}/", MAX_FORM_BYTES, TOO_LONG),
    (API, MAX_API_BYTES, TOO_LONG),
    ("/", MAX_BODY_BYTES, TOO_LONG),
)


class BodyLimitMiddleware:
    """Rejects bodies that are too long or unreadable. A client that disconnects half-way is counted, not logged."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        _, max_bytes, too_long = next(
            (limit for limit in BODY_LIMITS if scope["path"].startswith(limit[0])), BODY_LIMITS[-1]
        )
        error = _format_error(scope, headers)
        content_length = headers.get("content-length", "")
        if error is None and content_length.isdecimal() and int(content_length[:20]) > max_bytes:
            error = too_long
        body = bytearray()
        is_complete = False
        while error is None and not is_complete:
            message = await receive()
            if message["type"] == "http.disconnect":
                metrics.requests_refused.labels("dropped").inc()
                return
            body += message.get("body", b"")
            is_complete = not message.get("more_body", False)
            if len(body) > max_bytes:
                error = too_long
        if error is not None:
            await error_response(scope, error)(scope, receive, send)
        else:
            await self._app(scope, _replay(bytes(body), receive), send)


def _format_error(scope: Scope, headers: Headers) -> ErrorResponse | None:
    if not scope["query_string"].isascii() or not scope["path"].startswith("/"):
        return UNREADABLE
    # None of our forms is multipart, which would be spooled to disk and may name any encoding.
    if scope["path"].startswith(PREFIX) and headers.get("content-type", "").lower().startswith("multipart/"):
        return UNREADABLE_FORM
    return None


def _replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that replays the body, then reads on."""
    is_replayed = False

    async def receive_again() -> Message:
        nonlocal is_replayed
        if is_replayed:
            return await receive()
        is_replayed = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again
