"""Monitoring endpoints of the web pages: `/health`, `/ready`, `/metrics`."""

import asyncio
import functools
import hmac

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from bot.base import metrics
from bot.base.settings import settings
from bot.channels.gateway.rasa_client import RasaClient, RasaTimeoutError, RasaUnavailableError
from bot.conversations.probes import CHECK_TIMEOUT_SECONDS, Check, Probe, answer, check_database
from bot.records.conversations import health_queries
from bot.records.store.database import default_database

LOOPBACK = frozenset({"127.0.0.1", "::1"})
# A proxy sends at least one of these: what it passes on comes from elsewhere, whatever the address says.
FROM_A_PROXY = ("forwarded", "via", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-real-ip")

router = APIRouter()


def _check_assistant() -> Check:
    clients = [RasaClient([url], seconds=CHECK_TIMEOUT_SECONDS) for url in settings().rasa_urls]

    async def can_answer(client: RasaClient) -> bool:
        try:
            return (await client.request("", "GET", "/webhooks/web/ready")).status == 200
        except (RasaUnavailableError, RasaTimeoutError):
            return False

    async def check() -> str | None:
        return None if any(await asyncio.gather(*map(can_answer, clients))) else "assistant"

    return check


@functools.cache
def _probe() -> Probe:
    return Probe({"database": check_database(default_database()), "assistant": _check_assistant()})


@router.get("/health")
async def health() -> JSONResponse:
    """Liveness."""
    return JSONResponse({"status": "ok"})


@router.get("/ready")
async def ready() -> JSONResponse:
    """Readiness: whether a message would be answered now, and which dependencies are unavailable."""
    body, status = answer(await _probe().away())
    return JSONResponse(body, status, headers={"cache-control": "no-store"})


@router.get("/metrics")
async def metrics_page(request: Request) -> Response:
    """Metrics, for programs on this host or with the token; 404 for all others."""
    if not _may_read(request):
        return JSONResponse({"error": "not_found"}, status_code=404)
    _add_queues()
    return Response(await asyncio.to_thread(metrics.text), media_type=metrics.CONTENT_TYPE)


def _may_read(request: Request) -> bool:
    if token := settings().metrics_token:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    is_here = request.client is not None and request.client.host in LOOPBACK
    return is_here and not any(name in request.headers for name in FROM_A_PROXY)


@functools.cache
def _add_queues() -> None:
    metrics.add_gauges(_queues)


def _queues() -> dict[str, tuple[str, dict[str, float]]]:
    with default_database().session_scope() as session:
        inbox, outbox = health_queries.inbox(session), health_queries.outbox(session)
        abandoned, people = health_queries.abandoned(session), health_queries.human_requests(session)
    gauges: dict[str, tuple[str, dict[str, float]]] = {}
    for name, what, queue in (
        ("inbox", "Messages that wait for an answer", inbox),
        ("outbox", "Messages to deliver", outbox),
    ):
        gauges[f"bot_{name}_waiting"] = (f"{what}.", {key: float(one.waiting) for key, one in queue.items()})
        gauges[f"bot_{name}_oldest_seconds"] = (
            f"{what}: since when the oldest waits.", {key: one.oldest_seconds for key, one in queue.items()},
        )  # fmt: skip
    gauges["bot_outbox_abandoned"] = ("Messages that could not be delivered, last month.", dict(abandoned))
    gauges["bot_human_requests_waiting"] = ("People who wait for a person of the team.", dict(people))
    return gauges
