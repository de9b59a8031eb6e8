"""Which names the pages answer to: that of BOT_SITE, those of BOT_HOSTS, and loopback."""

import functools
import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.base.loopback import is_loopback
from bot.base.settings import settings
from bot.front.refusals import HOST, refuse

# A name or an address, with a port or without: nothing that a URL reads otherwise.
_HOST = re.compile(r"(?P<name>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")


@functools.lru_cache(maxsize=8)
def _known(site: str, more: str) -> frozenset[str]:
    """Returns the names, small, without ports; addresses of IPv6 in their brackets."""
    named = [urlsplit(site).netloc.rpartition("@")[2], *more.split(",")]
    found = (_HOST.fullmatch(name.strip().lower()) for name in named)
    return frozenset(one["name"].rstrip(".") for one in found if one is not None)


def is_known(header: str) -> bool:
    """Returns whether a Host header names this site."""
    found = _HOST.fullmatch(header.lower())
    if found is None:
        return False
    name = found["name"].rstrip(".")
    return name in _known(settings().site, settings().hosts) or is_loopback(f"http://{name}")


class KnownHosts:
    """Refuses requests for any other host: what is made of the header would lead there."""

    def __init__(self, app: ASGIApp) -> None:
        """Wraps an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves a request."""
        if scope["type"] == "http":
            given = Headers(scope=scope).getlist("host")
            if len(given) != 1 or not is_known(given[0]):
                await refuse(scope, HOST)(scope, receive, send)
                return
        await self._app(scope, receive, send)
