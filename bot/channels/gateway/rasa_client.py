"""HTTP client for the Rasa processes, with sticky routing and failover.

A conversation stays with one process, which may hold words from before consent and open batches in memory. Any other
process can answer too.
"""

import asyncio
import functools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.base.secret_key import derived_secret

AWAY_SECONDS = 5.0
CONNECT_SECONDS = 3.0
KEEPALIVE_SECONDS = 4.0  # idle connections; Rasa closes them after five
_REMEMBERED = 10_000  # conversations with an assigned process


def relay_token() -> str:
    """The token with which the gateway authenticates to Rasa."""
    return derived_secret("relay")


class RasaUnavailableError(Exception):
    """No Rasa process accepts connections. The request may be sent again, as messages carry ids."""


class RasaTimeoutError(Exception):
    """No answer in time."""


@dataclass(frozen=True)
class RasaResponse:
    """An HTTP response, read completely."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class RasaClient:
    """One client for all Rasa processes.

    Args:
        urls: base addresses.
        seconds: default timeout.
    """

    def __init__(self, urls: list[str], *, seconds: float, headers: dict[str, str] | None = None) -> None:
        self._urls, self._seconds, self._headers = urls, seconds, headers
        self._away: dict[str, float] = {}
        self._assigned: dict[str, str] = {}  # process of each conversation, most recent last
        self._under_way, self._assigned_counts = Counter[str](), Counter[str]()  # requests and conversations by process

    @functools.cached_property
    def _session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEPALIVE_SECONDS),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=self._headers,
        )

    def _order(self, key: str) -> list[str]:
        """The processes to try: the conversation's own, then the least busy, those that just failed last.

        A new conversation is assigned to the first.
        """
        now, own = asyncio.get_running_loop().time(), self._assigned.pop(key, None)

        def place(url: str) -> tuple[bool, bool, int, int]:
            return self._away.get(url, 0.0) > now, url != own, self._under_way[url], self._assigned_counts[url]

        order = sorted(self._urls, key=place)
        if key:
            if own is None:
                own = order[0]
                self._assigned_counts[own] += 1
            self._assigned[key] = own
            if len(self._assigned) > _REMEMBERED:
                del self._assigned[next(iter(self._assigned))]
        return order

    async def request(
        self, key: str, method: str, path: str, *, seconds: float | None = None, **options: Any
    ) -> RasaResponse:
        """Send a request to the conversation's process, or to another one if it does not accept connections.

        Args:
            key: conversation id; empty for requests of none.
            seconds: timeout, if not the default.
            **options: of `aiohttp.ClientSession.request`.

        Raises:
            RasaTimeoutError: no answer in time.
            RasaUnavailableError: no process accepts connections.
        """
        patience = aiohttp.ClientTimeout(total=seconds or self._seconds, sock_connect=CONNECT_SECONDS)
        order = self._order(key)
        for url in [*order[:-1], *order[-1:] * 2]:  # the last one twice: it may just have closed an idle connection
            self._under_way[url] += 1
            try:
                async with self._session.request(method, url + path, timeout=patience, **options) as answer:
                    return RasaResponse(answer.status, answer.headers, await answer.read())
            except aiohttp.ClientError as error:
                self._away[url] = asyncio.get_running_loop().time() + AWAY_SECONDS
                problem = error
            except TimeoutError as error:
                raise RasaTimeoutError from error
            finally:
                self._under_way[url] -= 1
        raise RasaUnavailableError(type(problem).__name__) from problem

    async def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        if (session := self.__dict__.pop("_session", None)) is not None:
            await session.close()
