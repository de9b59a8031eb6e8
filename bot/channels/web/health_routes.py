"""Health and metrics of a Rasa process, on loopback only: the pages do not proxy them.

GET {base}/health   → {"status": "ok"}            503 if a computation hangs
GET {base}/ready    → {"ready", "away": [words]}  503 if something is unavailable: see bot/conversations/probes.py
GET {base}/metrics  → in Prometheus' text format
"""

from typing import Any

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.base import logs, metrics
from bot.conversations.configured_locks import make_locks
from bot.conversations.probes import Probe, answer, check_database, check_locks
from bot.conversations.thread_offload import is_stuck
from bot.records.store.database import Database


def add_operating_routes(routes: Blueprint, database: Database) -> None:
    """Add the routes to those of a channel."""
    probe = Probe({"database": check_database(database), "locks": check_locks(make_locks("ready"))})

    @routes.listener("before_server_start")
    async def configure_logs(*_: Any) -> None:
        logs.configure("rasa")  # after Rasa and Sanic have configured theirs

    @routes.get("/health")
    async def health(_request: Request) -> HTTPResponse:
        return response.json({"status": "stuck"}, 503) if is_stuck() else response.json({"status": "ok"})

    @routes.get("/ready")
    async def ready(request: Request) -> HTTPResponse:
        agent = getattr(request.app.ctx, "agent", None)
        has_model = agent is not None and agent.is_ready()
        body, status = answer(sorted([*await probe.away(), *([] if has_model else ["model"])]))
        return response.json(body, status=status)

    @routes.get("/metrics")
    async def numbers(_request: Request) -> HTTPResponse:
        return response.raw(metrics.text(), content_type=metrics.CONTENT_TYPE)
