"""Trusted hosts: BOT_SITE, BOT_HOSTS and loopback."""

import functools
import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.base.loopback import is_loopback
from bot.base.settings import settings
from bot.middleware.error_responses import UNKNOWN_HOST, error_response

# A name or an address, with or without port, and nothing that a URL parser reads differently.
_HOST = re.compile(r"(?P<name>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")


@functools.lru_cache(maxsize=8)
def _trusted_names(site: str, more: str) -> frozenset[str]:
    """Host names in lower case and without port; IPv6 addresses in brackets."""
    named = [urlsplit(site).netloc.rpartition("@")[2], *more.split(",")]
    matches = (_HOST.fullmatch(name.strip().lower()) for name in named)
    return frozenset(match["name"].rstrip(".") for match in matches if match is not None)


def is_trusted_host(header: str) -> bool:
    """Whether a Host header names this site."""
    match = _HOST.fullmatch(header.lower())
    if match is None:
        return False
    name = match["name"].rstrip(".")
    return name in _trusted_names(settings().site, settings().hosts) or is_loopback(f"http://{name}")


class TrustedHostMiddleware:
    """Rejects requests for any other host, since links are built from the header."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            hosts = Headers(scope=scope).getlist("host")
            if len(hosts) != 1 or not is_trusted_host(hosts[0]):
                await error_response(scope, UNKNOWN_HOST)(scope, receive, send)
                return
        await self._app(scope, receive, send)
