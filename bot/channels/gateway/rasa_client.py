"""HTTP client for the Rasa processes, with sticky routing and failover.

A conversation stays with one process, which may hold words from before consent and open batches in memory. Any other
process can answer too.
"""

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

COOLDOWN_SECONDS = 5.0  # during which a process that failed is tried last
CONNECT_SECONDS = 3.0
KEEPALIVE_SECONDS = 4.0  # idle connections; Rasa closes them after five
_MAX_ASSIGNMENTS = 10_000  # conversations with an assigned process


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
        self._session: aiohttp.ClientSession | None = None
        self._down_until: dict[str, float] = {}  # by process, in seconds of the event loop's clock
        self._assigned: OrderedDict[str, str] = OrderedDict()  # process of each conversation, most recent last
        self._in_flight, self._assigned_counts = Counter[str](), Counter[str]()  # requests and conversations by process

    def _open_session(self) -> aiohttp.ClientSession:
        """The HTTP session, which belongs to the event loop of the first request."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEPALIVE_SECONDS),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers=self._headers,
            )
        return self._session

    def _order(self, own: str | None) -> list[str]:
        """The processes to try: the conversation's own, then the least busy, those that just failed last."""
        now = asyncio.get_running_loop().time()

        def rank(url: str) -> tuple[bool, bool, int, int]:
            is_down = self._down_until.get(url, 0.0) > now
            return is_down, url != own, self._in_flight[url], self._assigned_counts[url]

        return sorted(self._urls, key=rank)

    def _assign(self, key: str, url: str) -> None:
        """Remember the process of a conversation; the conversation that was silent the longest may be forgotten."""
        if key not in self._assigned:
            self._assigned_counts[url] += 1
        self._assigned[key] = url
        self._assigned.move_to_end(key)
        if len(self._assigned) > _MAX_ASSIGNMENTS:
            _, evicted = self._assigned.popitem(last=False)
            self._assigned_counts[evicted] -= 1

    async def request(
        self, key: str, method: str, path: str, *, seconds: float | None = None, **options: Any
    ) -> RasaResponse:
        """Send a request to the conversation's process, a new conversation's to the least busy one.

        If the connection fails or breaks, the request is sent to the other processes in turn, so that more than one may
        have received it. After a timeout it is not sent again.

        Args:
            key: conversation id; empty for requests of none.
            seconds: timeout, if not the default.
            **options: of `aiohttp.ClientSession.request`.

        Raises:
            RasaTimeoutError: no answer in time.
            RasaUnavailableError: no process accepts connections.
        """
        timeout = aiohttp.ClientTimeout(total=seconds or self._seconds, sock_connect=CONNECT_SECONDS)
        own = self._assigned.get(key)
        order = self._order(own)
        if key:
            self._assign(key, own or order[0])
        for url in [*order, order[-1]]:  # the last one twice: it may just have closed an idle connection
            self._in_flight[url] += 1
            try:
                async with self._open_session().request(method, url + path, timeout=timeout, **options) as response:
                    return RasaResponse(response.status, response.headers, await response.read())
            # Before `TimeoutError`: a timeout while connecting is both, and another process may accept the connection.
            except aiohttp.ClientError as error:
                self._down_until[url] = asyncio.get_running_loop().time() + COOLDOWN_SECONDS
                problem = error
            except TimeoutError as error:
                raise RasaTimeoutError from error
            finally:
                self._in_flight[url] -= 1
        raise RasaUnavailableError(type(problem).__name__) from problem

    async def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()
