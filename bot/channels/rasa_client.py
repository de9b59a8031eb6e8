"""Requests to the Rasa processes: one conversation to one of them, and to the next when that one is away.

What waits in a process's memory (words from before an agreement, bubbles) is met again there; nothing else depends on
which of them answers.
"""

import asyncio
import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

AWAY_SECONDS = 5.0
CONNECT_SECONDS = 3.0
KEPT_SECONDS = 4.0  # an idle connection; Rasa's server closes it after five


class RasaAwayError(Exception):
    """No Rasa process can be reached: the request was not answered, and may be sent again (messages carry ids)."""


class RasaSlowError(Exception):
    """The answer takes too long."""


@dataclass(frozen=True)
class Answer:
    """An answer as it came."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class RasaClient:
    """One client for all Rasa processes."""

    def __init__(self, urls: list[str], *, seconds: float, headers: dict[str, str] | None = None) -> None:
        """Prepares the client; nothing is opened yet.

        Args:
            urls: where they answer, named alike by whoever sends to them.
            seconds: for how long an answer is waited for.
            headers: sent with each request.
        """
        self._urls, self._seconds, self._headers = urls, seconds, headers
        self._away: dict[str, float] = {}

    @functools.cached_property
    def _session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=KEPT_SECONDS),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=self._headers,
        )

    def _order(self, key: str) -> list[str]:
        """Returns the processes, that of the key first, those that were just away last."""
        now = asyncio.get_running_loop().time()

        def place(url: str) -> tuple[bool, bytes]:
            return self._away.get(url, 0.0) > now, hashlib.sha256(f"{key} {url}".encode()).digest()

        return sorted(self._urls, key=place)

    async def request(
        self, key: str, method: str, path: str, *, seconds: float | None = None, **options: Any
    ) -> Answer:
        """Returns the answer of the process that a key leads to, or of the next one.

        Args:
            key: names the conversation.
            method: of HTTP.
            path: from the root.
            seconds: for how long the answer is waited for, if other than usual.
            **options: those of `aiohttp.ClientSession.request`.

        Raises:
            RasaSlowError: the answer takes too long.
            RasaAwayError: none of them can be reached.
        """
        patience = aiohttp.ClientTimeout(total=seconds or self._seconds, sock_connect=CONNECT_SECONDS)
        order = self._order(key)
        for url in [*order[:-1], *order[-1:] * 2]:  # the last one twice: a connection that it closed proves nothing
            try:
                async with self._session.request(method, url + path, timeout=patience, **options) as answer:
                    return Answer(answer.status, answer.headers, await answer.read())
            except aiohttp.ClientError as error:
                self._away[url] = asyncio.get_running_loop().time() + AWAY_SECONDS
                problem = error
            except TimeoutError as error:
                raise RasaSlowError from error
        raise RasaAwayError(type(problem).__name__) from problem

    async def close(self) -> None:
        """Closes the connections; another request opens them anew."""
        if (session := self.__dict__.pop("_session", None)) is not None:
            await session.close()
