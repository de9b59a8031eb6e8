"""Webhook deliveries: claimed by one process at a time, retried for about a day, without personal data."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.accounts import webhooks
from bot.records.models import DisabledReason, WebhookDelivery, WebhookEndpoint
from bot.records.store.sql_helpers import affected_rows

# After each attempt but the last. A delivery whose process dies is retried then.
RETRY_DELAYS = (
    timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=5),
    timedelta(hours=8), timedelta(hours=10),
)  # fmt: skip
MAX_TRIES = len(RETRY_DELAYS) + 1
LAST_LEASE = timedelta(minutes=5)
JITTER = 0.1
DISABLE_AFTER = 3  # consecutive deliveries given up
MAX_CONCURRENT_PER_ENDPOINT = 2
RETENTION_DAYS = 30
GONE = 410  # HTTP: the receiver unsubscribes
ACTOR = "gateway"


@dataclass(frozen=True)
class Claimed:
    """A delivery to make now."""

    id: str  # of the delivery and of its message, the same on each attempt
    tries: int  # attempts, this one included
    url: str
    secrets: list[str]  # that sign it
    payload: dict[str, Any]


def claim(session: Session, now: datetime, limit: int) -> list[Claimed]:
    """Claim due deliveries, a few per endpoint, counting the attempt. The session must hold no other changes.

    Each is leased until its next retry, so that no other process claims it meanwhile.
    """
    per_endpoint: Counter[str] = Counter()
    claimed: list[Claimed] = []
    for row in session.execute(
        _due(now)
    ).all():  # all(): an open cursor would keep SQLite at the state before the next write
        if len(claimed) >= limit or per_endpoint[row.endpoint_id] >= MAX_CONCURRENT_PER_ENDPOINT:
            continue
        if not _lease(session, row.id, row.tries, now):
            continue
        per_endpoint[row.endpoint_id] += 1
        endpoint = session.get_one(WebhookEndpoint, row.endpoint_id)
        payload = _payload(row.event, row.subject, row.at)
        claimed.append(Claimed(row.id, row.tries + 1, endpoint.url, webhooks.signing_secrets(endpoint), payload))
    return claimed


def _due(now: datetime) -> Any:
    """Due deliveries, the oldest of every endpoint first."""
    rank = func.row_number().over(partition_by=WebhookDelivery.endpoint_id, order_by=WebhookDelivery.next_try_at)
    due = select(WebhookDelivery, rank.label("rank")).where(WebhookDelivery.next_try_at <= now).subquery()
    return select(due).where(due.c.rank <= MAX_CONCURRENT_PER_ENDPOINT).order_by(due.c.rank, due.c.next_try_at)


def _lease(session: Session, delivery_id: str, tries: int, now: datetime) -> bool:
    """Count an attempt. False if another process was faster."""
    pause = RETRY_DELAYS[tries] if tries < len(RETRY_DELAYS) else LAST_LEASE
    spread = 1 + random.uniform(-JITTER, JITTER)
    won = session.execute(
        update(WebhookDelivery)
        .where(WebhookDelivery.id == delivery_id, WebhookDelivery.tries == tries, WebhookDelivery.next_try_at <= now)
        .values(tries=tries + 1, next_try_at=now + pause * spread)
        .returning(WebhookDelivery.id)
        .execution_options(synchronize_session=False)
    ).first()
    return won is not None


def _payload(event: str, subject: str | None, at: datetime) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if event == webhooks.Event.REQUESTED:
        data = {"request": int(subject or 0)}
    elif event != webhooks.PING:
        data = {"candidate": subject}
    return {"type": event, "timestamp": at.isoformat(timespec="seconds"), "data": data}


def record_result(session: Session, delivery_id: str, *, status: int | None, error: str | None = None) -> None:
    """Record the outcome of an attempt: the HTTP status, or in one word why there was no response."""
    row = session.get(WebhookDelivery, delivery_id)
    if row is None or row.next_try_at is None:
        return  # its endpoint was removed or disabled meanwhile
    endpoint = session.get_one(WebhookEndpoint, row.endpoint_id)
    row.status, row.error = status, error
    if status is not None and 200 <= status < 300:
        row.sent_at, row.next_try_at, row.subject = clock.now(), None, None
        endpoint.given_up = 0
    elif row.tries >= MAX_TRIES or status == GONE or row.event == webhooks.PING:
        row.given_up_at, row.next_try_at, row.subject = clock.now(), None, None
        if row.event != webhooks.PING:
            # Counted by the database: deliveries to one endpoint end at the same time.
            endpoint.given_up = WebhookEndpoint.given_up + 1
        session.flush()
        if status == GONE:
            webhooks.disable(session, endpoint, DisabledReason.GONE, actor=ACTOR)
        elif endpoint.given_up >= DISABLE_AFTER:
            webhooks.disable(session, endpoint, DisabledReason.FAILURES, actor=ACTOR)


def latest(session: Session, endpoint_id: str, limit: int = 10) -> list[WebhookDelivery]:
    """The last deliveries of an endpoint, newest first."""
    rows = select(WebhookDelivery).where(WebhookDelivery.endpoint_id == endpoint_id)
    return list(session.scalars(rows.order_by(WebhookDelivery.at.desc(), WebhookDelivery.id).limit(limit)))


def purge_expired(session: Session) -> int:
    """Delete deliveries sent or given up `RETENTION_DAYS` ago; returns how many."""
    before = clock.now() - timedelta(days=RETENTION_DAYS)
    is_done = or_(WebhookDelivery.sent_at < before, WebhookDelivery.given_up_at < before)
    return affected_rows(session, delete(WebhookDelivery).where(is_done))
