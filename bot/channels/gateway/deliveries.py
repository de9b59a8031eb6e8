"""Delivery of replies on one channel: several at once, or one by one while the network throttles."""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.base import clock
from bot.channels.gateway.health import Health
from bot.channels.gateway.transport import RetryLater, Transport, Undeliverable, loggable_reason
from bot.records.conversations import outbox
from bot.records.models import OutboundMessage
from bot.records.store.database import Database

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.5
STOPPING_SECONDS = 3.0
DELIVERIES_AT_ONCE = 8
MAX_UNDELIVERED = timedelta(days=3)


async def run_periodically(work: Callable[[], Awaitable[None]], wake_up: asyncio.Event, channel: str) -> None:
    """Repeat a channel's work until cancelled, at every wake-up event and every `POLL_SECONDS`."""
    while True:
        wake_up.clear()
        try:
            await work()
        except Exception as error:
            logger.error("%s of %s failed: %s", work.__name__, channel, type(error).__name__)
        # Not wait_for: on Python 3.11 it may lose the cancellation that stops us.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(POLL_SECONDS):
                await wake_up.wait()


class Deliveries:
    """Delivers the messages of one channel until cancelled.

    Attributes:
        posted: wake-up event for new messages.
    """

    def __init__(self, transport: Transport, database: Database, health: Health) -> None:
        self.posted = asyncio.Event()
        self._transport, self._database, self._health = transport, database, health
        self._throttled_until = 0.0
        self._refusals = 0
        self._delivered: Counter[str] = Counter()  # deliveries by conversation since throttling began
        self._in_progress: dict[int, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(DELIVERIES_AT_ONCE)

    async def run(self) -> None:
        """Deliver until cancelled; deliveries in progress are finished first, so that none is repeated."""
        try:
            await run_periodically(self._deliver_all_due, self.posted, self._transport.name)
        finally:
            if self._in_progress:
                await asyncio.wait(self._in_progress.values(), timeout=STOPPING_SECONDS)

    async def _deliver_all_due(self) -> None:
        if asyncio.get_running_loop().time() < self._throttled_until:
            return
        # Before reading the rows: a delivery that ends meanwhile still looks unsent in them.
        in_progress = set(self._in_progress)
        due = [row for row in await asyncio.to_thread(self._due) if row.id not in in_progress]
        if self._refusals:  # one by one until nothing waits, as others would be refused too
            # Fewest deliveries first, then the oldest: a busy conversation must not delay the others.
            due = [] if in_progress else sorted(due, key=lambda row: self._delivered[row.conversation_id])[:1]
            self._refusals = self._refusals if in_progress or due else 0
        else:
            self._delivered.clear()
        for row in due:
            self._in_progress[row.id] = asyncio.create_task(self._deliver(row))

    def _due(self) -> list[OutboundMessage]:
        with self._database.session_scope() as session:
            return outbox.due(session, self._transport.name, clock.now())

    async def _deliver(self, row: OutboundMessage) -> None:
        try:
            async with self._slots:
                if asyncio.get_running_loop().time() < self._throttled_until:
                    return
                failure = await self._try_to_deliver(row)
                if isinstance(failure, RetryLater) and failure.applies_to_account:
                    self._slow_down(failure)  # not the message's failure: it stays first in the queue
                else:
                    await asyncio.to_thread(self._mark, row, failure)
        except Exception as error:  # database error: a sent message may be sent again
            logger.error("a delivery of %s could not be marked: %s", self._transport.name, type(error).__name__)
        finally:
            del self._in_progress[row.id]
        self.posted.set()

    async def _try_to_deliver(self, row: OutboundMessage) -> Exception | None:
        try:
            await self._transport.deliver(row)
        except Exception as error:
            self._health.undelivered = loggable_reason(error)
            return error
        self._health.delivered_at, self._health.undelivered = clock.now(), ""
        self._refusals = min(self._refusals, 1)
        self._delivered[row.conversation_id] += 1
        return None

    def _slow_down(self, delay: RetryLater) -> None:
        """Stop all deliveries for as long as the network asks; logged once until everything is sent."""
        if not self._refusals:
            logger.warning(
                "%s throttled (%s): sending one message at a time", self._transport.name, loggable_reason(delay)
            )
        self._refusals += 1
        pause = clock.backoff_seconds(self._refusals) if delay.seconds is None else delay.seconds
        self._throttled_until = max(self._throttled_until, asyncio.get_running_loop().time() + pause)

    def _mark(self, row: OutboundMessage, failure: Exception | None) -> None:
        with self._database.session_scope() as session:
            if failure is None:
                outbox.mark_sent(session, row.id)
                return
            delay = failure.seconds if isinstance(failure, RetryLater) else None
            pause = timedelta(seconds=clock.backoff_seconds(row.tries + 1) if delay is None else delay)
            is_over = isinstance(failure, Undeliverable) or row.created_at + MAX_UNDELIVERED < clock.now()
            reason = loggable_reason(failure).replace(row.address or "\0", "…")
            outbox.mark_failed(session, row.id, reason, None if is_over else clock.now() + pause)
        logger.warning("a delivery on %s failed: %s%s", self._transport.name, reason, ", given up" if is_over else "")
