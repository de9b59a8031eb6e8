"""Requests to the Rasa processes: one conversation to one of them, and to the next when that one is away.

What waits in a process's memory (words from before an agreement, bubbles) is met again there; nothing else depends on
which of them answers.
"""

import asyncio
import hashlib
from typing import Any

import httpx

AWAY_SECONDS = 5.0
# The request was not answered, and may be sent again: messages carry ids.
_AWAY = (httpx.ConnectTimeout, httpx.NetworkError, httpx.RemoteProtocolError)


class RasaClient:
    """One client for all Rasa processes."""

    def __init__(self, urls: list[str], *, seconds: float, headers: dict[str, str] | None = None) -> None:
        """Prepares the client; nothing is opened yet.

        Args:
            urls: where they answer, named alike by whoever sends to them.
            seconds: for how long an answer is waited for.
            headers: sent with each request.
        """
        self._urls = urls
        self._away: dict[str, float] = {}
        self._client = httpx.AsyncClient(timeout=httpx.Timeout(seconds, connect=3), headers=headers)

    def _order(self, key: str) -> list[str]:
        """Returns the processes, that of the key first, those that were just away last."""
        now = asyncio.get_running_loop().time()

        def place(url: str) -> tuple[bool, bytes]:
            return self._away.get(url, 0.0) > now, hashlib.sha256(f"{key} {url}".encode()).digest()

        return sorted(self._urls, key=place)

    async def request(self, key: str, method: str, path: str, **options: Any) -> httpx.Response:
        """Returns the answer of the process that a key leads to, or of the next one.

        Args:
            key: names the conversation.
            method: of HTTP.
            path: from the root.
            **options: those of `httpx.AsyncClient.request`.

        Raises:
            httpx.TimeoutException: the answer takes too long.
            httpx.TransportError: none of them can be reached.
        """
        order = self._order(key)
        for url in [*order[:-1], *order[-1:] * 2]:  # the last one twice: a connection that it closed proves nothing
            try:
                return await self._client.request(method, url + path, **options)
            except _AWAY as error:
                self._away[url] = asyncio.get_running_loop().time() + AWAY_SECONDS
                problem = error
        raise problem

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()
