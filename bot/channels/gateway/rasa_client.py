"""Requests to the Rasa processes: one conversation to one of them, and to another when that one is away.

What waits in a process's memory (words from before an agreement, bubbles) is met again there; nothing else depends on
which of them answers.
"""

import asyncio
import functools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

AWAY_SECONDS = 5.0
CONNECT_SECONDS = 3.0
KEPT_SECONDS = 4.0  # an idle connection; Rasa's server closes it after five
_REMEMBERED = 10_000  # conversations, whose process is known


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
            urls: where they answer.
            seconds: for how long an answer is waited for.
            headers: sent with each request.
        """
        self._urls, self._seconds, self._headers = urls, seconds, headers
        self._away: dict[str, float] = {}
        self._own: dict[str, str] = {}  # of each conversation; those that wrote last are last
        self._under_way, self._given = Counter[str](), Counter[str]()  # requests, conversations

    @functools.cached_property
    def _session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=KEPT_SECONDS),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=self._headers,
        )

    def _order(self, key: str) -> list[str]:
        """Returns the processes: that of the conversation, then the least busy, those that were just away last.

        A new conversation is given to the first of them.
        """
        now, own = asyncio.get_running_loop().time(), self._own.pop(key, None)

        def place(url: str) -> tuple[bool, bool, int, int]:
            return self._away.get(url, 0.0) > now, url != own, self._under_way[url], self._given[url]

        order = sorted(self._urls, key=place)
        if key:
            if own is None:
                own = order[0]
                self._given[own] += 1
            self._own[key] = own
            if len(self._own) > _REMEMBERED:
                del self._own[next(iter(self._own))]
        return order

    async def request(
        self, key: str, method: str, path: str, *, seconds: float | None = None, **options: Any
    ) -> Answer:
        """Returns the answer of the process that a conversation was given to, or of another one.

        Args:
            key: names the conversation; empty if the request is of none.
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
            self._under_way[url] += 1
            try:
                async with self._session.request(method, url + path, timeout=patience, **options) as answer:
                    return Answer(answer.status, answer.headers, await answer.read())
            except aiohttp.ClientError as error:
                self._away[url] = asyncio.get_running_loop().time() + AWAY_SECONDS
                problem = error
            except TimeoutError as error:
                raise RasaSlowError from error
            finally:
                self._under_way[url] -= 1
        raise RasaAwayError(type(problem).__name__) from problem

    async def close(self) -> None:
        """Closes the connections; another request opens them anew."""
        if (session := self.__dict__.pop("_session", None)) is not None:
            await session.close()
