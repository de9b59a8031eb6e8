"""Request body limits: a body is read completely, in memory, before the application sees the request."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.base import metrics
from bot.base.problems import API
from bot.channels.telegram.configuration import LARGEST_UPDATE
from bot.channels.turn.sentences import LARGEST_BODY
from bot.front.refusals import MESSAGE_TOO_LONG, NO_FORM, TOO_LONG, UNREADABLE, WIDGET_PATHS, Refusal, refuse
from bot.recruiting.rendering import PREFIX

LARGEST_FORM = 128 * 1024  # bytes: the longest reply of a recruiter, every character of it escaped
LARGEST_OF_API = 16 * 1024  # a status, with room to spare
# By path prefix, the first match counts: bytes, and the error for more.
LARGEST: tuple[tuple[str, int, Refusal], ...] = (
    (WIDGET_PATHS, LARGEST_BODY, MESSAGE_TOO_LONG),
    ("/webhooks/telegram/", LARGEST_UPDATE, TOO_LONG),
    (f"{PREFIX}/", LARGEST_FORM, TOO_LONG),
    (API, LARGEST_OF_API, TOO_LONG),
    ("/", LARGEST_BODY, TOO_LONG),
)


class Bodies:
    """Rejects bodies that are too long or unreadable. A client that disconnects half-way is counted, not logged."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        _, most, too_long = next((one for one in LARGEST if scope["path"].startswith(one[0])), LARGEST[-1])
        refusal = _unreadable(scope, headers)
        told_length = headers.get("content-length", "")
        if refusal is None and told_length.isdecimal() and int(told_length[:20]) > most:
            refusal = too_long
        body = bytearray()
        is_whole = False
        while refusal is None and not is_whole:
            message = await receive()
            if message["type"] == "http.disconnect":
                metrics.requests_refused.labels("dropped").inc()
                return
            body += message.get("body", b"")
            is_whole = not message.get("more_body", False)
            if len(body) > most:
                refusal = too_long
        if refusal is not None:
            await refuse(scope, refusal)(scope, receive, send)
        else:
            await self._app(scope, _again(bytes(body), receive), send)


def _unreadable(scope: Scope, headers: Headers) -> Refusal | None:
    if not scope["query_string"].isascii() or not scope["path"].startswith("/"):
        return UNREADABLE
    # None of our forms is multipart, which would be spooled to disk and may name any encoding.
    if scope["path"].startswith(PREFIX) and headers.get("content-type", "").lower().startswith("multipart/"):
        return NO_FORM
    return None


def _again(body: bytes, receive: Receive) -> Receive:
    """A `receive` that replays the body, then reads on."""
    has_given = False

    async def receive_again() -> Message:
        nonlocal has_given
        if has_given:
            return await receive()
        has_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again
