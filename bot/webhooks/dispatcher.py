"""Delivery of webhooks, a task of the pages. Several processes can run it: each delivery is claimed first."""

import asyncio
import json
import logging
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from bot.base import clock
from bot.records.accounts import webhook_deliveries
from bot.records.accounts.webhook_deliveries import Claimed
from bot.records.store.database import Database
from bot.webhooks import signatures
from bot.webhooks.url_policy import DestinationRefusedError, pick_public_address

logger = logging.getLogger(__name__)

POLL_SECONDS = 2.0
MAX_BACKOFF_SECONDS = 60.0
TIMEOUT_SECONDS = 15.0  # of one delivery, DNS included
BATCH_SIZE = 8
USER_AGENT = "conseiller-bot-webhooks/1"


class _SsrfGuardBackend(httpcore.AsyncNetworkBackend):
    """Refuses private addresses (SSRF) and connects to the address it has checked."""

    def __init__(self) -> None:
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        loop = asyncio.get_running_loop()
        entries = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        address = pick_public_address(host, [str(entry[4][0]) for entry in entries])
        return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.AsyncNetworkStream:
        raise DestinationRefusedError(path)

    async def sleep(self, seconds: float) -> None:
        await self._network.sleep(seconds)


async def send(delivery: Claimed) -> tuple[int | None, str | None]:
    """POST one delivery without following redirects; the HTTP status, or a one-word reason why there is none."""
    body = json.dumps(delivery.payload, separators=(",", ":")).encode()
    headers = {
        "content-type": "application/json", "user-agent": USER_AGENT,
        **signatures.headers(f"msg_{delivery.id}", int(time.time()), body, delivery.secrets),
    }  # fmt: skip
    try:
        async with (
            asyncio.timeout(TIMEOUT_SECONDS),
            httpcore.AsyncConnectionPool(
                ssl_context=ssl.create_default_context(), network_backend=_SsrfGuardBackend(), max_connections=1
            ) as pool,
            pool.stream(
                "POST", delivery.url, headers=list(headers.items()), content=body
            ) as response,  # its body is not read
        ):
            return response.status, None
    except DestinationRefusedError:
        return None, "private_address"
    except TimeoutError:
        return None, "timeout"
    except socket.gaierror:
        return None, "unknown_host"
    except (httpcore.ConnectError, ssl.SSLError) as error:
        is_tls = isinstance(error, ssl.SSLError) or isinstance(error.__context__, ssl.SSLError)
        return None, "certificate" if is_tls else "unreachable"
    except Exception as error:  # its message may hold the URL
        return None, type(error).__name__[:40]


class WebhookDispatcher:
    """Delivers due webhooks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def run(self) -> None:
        """Poll until cancelled. An unavailable database is retried with back-off."""
        failures = 0
        while True:
            try:
                while await self.deliver_due():
                    pass
                failures = 0
            except Exception as error:
                failures += 1
                if failures == 1:
                    logger.warning("webhook deliveries unavailable, retrying: %s", type(error).__name__)
            await asyncio.sleep(min(MAX_BACKOFF_SECONDS, POLL_SECONDS * 2 ** min(failures, 5)))

    async def deliver_due(self) -> int:
        """Deliver one batch; its size."""
        claimed = await asyncio.to_thread(self._claim)
        await asyncio.gather(*(self._deliver(delivery) for delivery in claimed))
        return len(claimed)

    def _claim(self) -> list[Claimed]:
        with self._database.session_scope() as session:
            return webhook_deliveries.claim(session, clock.now(), BATCH_SIZE)

    async def _deliver(self, delivery: Claimed) -> None:
        status, error = await send(delivery)
        await asyncio.to_thread(self._finish, delivery, status, error)

    def _finish(self, delivery: Claimed, status: int | None, error: str | None) -> None:
        with self._database.session_scope() as session:
            webhook_deliveries.record_result(session, delivery.id, status=status, error=error)
