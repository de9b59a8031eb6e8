"""Security headers of every response, errors included, and the 500 page for unhandled errors."""

import logging
from urllib.parse import urlsplit, urlunsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.base.errors import describe_error
from bot.middleware.error_responses import FAILED, error_response

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
# A response with this header may redirect to another site (the OpenID provider). It is removed before sending.
ALLOW_EXTERNAL_REDIRECT = "x-leads-away"
# A year, without includeSubDomains: the operator's other hosts are not ours to decide for.
STRICT_TRANSPORT = "max-age=31536000"
# The one file that other sites load. The headers allow integrity checks and isolation, and a new release within minutes.
WIDGET_SCRIPT = "/conseiller-bot.js"
WIDGET_SCRIPT_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=300",
}


def same_site_location(location: str) -> str:
    """A redirect target without its host, because libraries copy the host that the request claimed."""
    parts = urlsplit(location)
    return urlunsplit(("", "", "/" + parts.path.lstrip("/\\"), parts.query, parts.fragment))


class SecurityHeadersMiddleware:
    """Adds the security headers and answers unhandled exceptions with a 500 page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_started = False

        async def send_securely(message: Message) -> None:
            nonlocal is_started
            if message["type"] == "http.response.start":
                is_started = True
                headers = MutableHeaders(scope=message)
                for name, value in SECURE_HEADERS.items():
                    headers.setdefault(name, value)
                if scope["scheme"] == "https":
                    headers["Strict-Transport-Security"] = STRICT_TRANSPORT
                if "location" in headers and ALLOW_EXTERNAL_REDIRECT not in headers:
                    headers["location"] = same_site_location(headers["location"])
                del headers[ALLOW_EXTERNAL_REDIRECT]
                if scope["path"] == WIDGET_SCRIPT:
                    headers.update(WIDGET_SCRIPT_HEADERS)
            await send(message)

        try:
            await self._app(scope, receive, send_securely)
        except Exception as error:
            if is_started:
                raise
            logger.error("a page failed: %s", describe_error(error))
            await error_response(scope, FAILED)(scope, receive, send_securely)
