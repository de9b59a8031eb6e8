"""The headers of every answer, refusals and errors too; and an answer where the pages themselves failed."""

import logging
import traceback
from urllib.parse import urlsplit, urlunsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.front.refusals import FAILED, refuse

logger = logging.getLogger(__name__)

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURE_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# By it an answer may lead to another site: to the provider that operators name, where people sign in. It never leaves the server.
LEADS_AWAY = "x-leads-away"
# A year; of this host alone: the operator's others are not ours to speak for.
STRICT_TRANSPORT = "max-age=31536000"
# The one file that other sites load: they may check its integrity and isolate themselves, and see a new release soon.
EMBEDDED = "/conseiller-bot.js"
EMBEDDED_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=300",
}


def of_this_site(location: str) -> str:
    """Returns where a redirect leads, without host: libraries write the one that the request claimed."""
    parts = urlsplit(location)
    return urlunsplit(("", "", "/" + parts.path.lstrip("/\\"), parts.query, parts.fragment))


class Headers:
    """Adds the headers that keep pages to themselves, and answers where nothing else did."""

    def __init__(self, app: ASGIApp) -> None:
        """Wraps an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_begun = False

        async def send_securely(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                headers = MutableHeaders(scope=message)
                for name, value in SECURE_HEADERS.items():
                    headers.setdefault(name, value)
                if scope["scheme"] == "https":
                    headers["Strict-Transport-Security"] = STRICT_TRANSPORT
                if "location" in headers and LEADS_AWAY not in headers:
                    headers["location"] = of_this_site(headers["location"])
                del headers[LEADS_AWAY]
                if scope["path"] == EMBEDDED:
                    headers.update(EMBEDDED_HEADERS)
            await send(message)

        try:
            await self._app(scope, receive, send_securely)
        except Exception as error:
            if has_begun:
                raise
            frame = traceback.extract_tb(error.__traceback__)[-1]
            logger.error("a page failed: %s at %s:%s", type(error).__name__, frame.filename, frame.lineno)
            await refuse(scope, FAILED)(scope, receive, send_securely)
