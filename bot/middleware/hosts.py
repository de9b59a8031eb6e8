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
    found = (_HOST.fullmatch(name.strip().lower()) for name in named)
    return frozenset(one["name"].rstrip(".") for one in found if one is not None)


def is_trusted_host(header: str) -> bool:
    """Whether a Host header names this site."""
    found = _HOST.fullmatch(header.lower())
    if found is None:
        return False
    name = found["name"].rstrip(".")
    return name in _trusted_names(settings().site, settings().hosts) or is_loopback(f"http://{name}")


class TrustedHostMiddleware:
    """Rejects requests for any other host, since links are built from the header."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            given = Headers(scope=scope).getlist("host")
            if len(given) != 1 or not is_trusted_host(given[0]):
                await error_response(scope, UNKNOWN_HOST)(scope, receive, send)
                return
        await self._app(scope, receive, send)
