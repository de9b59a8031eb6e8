"""The gateway's worker for one channel: it stores incoming messages, sends turns to Rasa and delivers replies.

Each channel has its own slots for turns and deliveries, so that a network that hangs delays no other channel.
"""

import asyncio
import contextlib
import logging
from typing import Any

from bot.base import clock
from bot.channels.gateway import intake
from bot.channels.gateway.deliveries import POLL_SECONDS, Deliveries, run_periodically
from bot.channels.gateway.health import OK, STARTING, Health
from bot.channels.gateway.rasa_breaker import RasaBreaker
from bot.channels.gateway.rasa_client import RasaTimeoutError, RasaUnavailableError
from bot.channels.gateway.transport import Incoming, RetryLater, Transport, loggable_reason
from bot.channels.turn.batching import seconds_left
from bot.records.conversations import inbox
from bot.records.models import InboundMessage
from bot.records.store.database import Database

logger = logging.getLogger(__name__)

MAX_RETRY_SECONDS = 10.0
TYPING_SECONDS = 4.0
TURNS_AT_ONCE = 4


class ChannelWorker:
    """Serves one channel until it is cancelled."""

    def __init__(self, transport: Transport, database: Database, rasa: RasaBreaker) -> None:
        self.transport, self.name = transport, transport.name
        self.health = Health()
        self._deliveries = Deliveries(transport, database, self.health)
        self._arrived = asyncio.Event()
        self._database, self._rasa = database, rasa
        self._failures: dict[str, int] = {}
        self._not_before: dict[str, float] = {}
        self._turns: dict[str, asyncio.Task[None]] = {}
        self._turn_slots = asyncio.Semaphore(TURNS_AT_ONCE)

    async def run(self) -> None:
        """Serve until cancelled; deliveries in progress are finished first, so that none is repeated."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._fetch())
                group.create_task(self._send_turns())
                group.create_task(self._deliveries.run())
        finally:
            await self.transport.close()

    async def _fetch(self) -> None:
        failures = 0

        async def receive(incoming: Incoming | None = None, *, state: dict[str, Any] | None = None) -> None:
            nonlocal failures
            if incoming is not None or state is not None:
                await asyncio.to_thread(intake.store, self._database, self.name, incoming, state=state)
            failures = 0
            if self.health.state not in {STARTING, OK}:
                logger.info("%s: reached again", self.name)
            self.health.state, self.health.reached_at = OK, clock.now()
            self._arrived.set()
            self._deliveries.posted.set()

        while True:
            try:
                await self.transport.fetch(receive)
                pause = POLL_SECONDS
            except Exception as error:
                failures += 1
                asked = error.seconds if isinstance(error, RetryLater) else None
                pause = asked if asked is not None else clock.backoff_seconds(failures)
                reason = loggable_reason(error)
                if reason != self.health.state:  # logged only when it changes
                    logger.warning("%s: %s; tried again until it works", self.name, reason)
                self.health.state = reason
            await asyncio.sleep(pause)

    async def _send_turns(self) -> None:
        try:
            await run_periodically(self._start_turns, self._arrived, self.name)
        finally:
            for turn in self._turns.values():
                turn.cancel()

    async def _start_turns(self) -> None:
        busy = set(self._turns)  # before reading the rows: a turn that ends meanwhile still looks unanswered in them
        oldest = await asyncio.to_thread(self._waiting, busy)
        if not oldest or not await self._rasa.allows_requests():
            return
        loop = asyncio.get_running_loop()
        for row, seconds in oldest:
            if seconds > 0:  # the user may go on writing
                if seconds < POLL_SECONDS:
                    loop.call_later(seconds, self._arrived.set)
            elif self._not_before.get(row.conversation_id, 0) <= loop.time():
                self._turns[row.conversation_id] = asyncio.create_task(self._run_turn(row))

    def _waiting(self, busy: set[str]) -> list[tuple[InboundMessage, float]]:
        """The oldest waiting message of each idle conversation, with the seconds left of its debounce."""
        with self._database.session_scope() as session:
            rows: dict[str, list[InboundMessage]] = {}
            for row in inbox.waiting(session, self.name):
                if row.conversation_id not in busy:
                    rows.setdefault(row.conversation_id, []).append(row)
            return [(waiting[0], seconds_left(session, waiting)) for waiting in rows.values()]

    async def _run_turn(self, row: InboundMessage) -> None:
        try:
            async with self._turn_slots:
                typing = asyncio.create_task(self._show_typing(row.address))
                try:
                    problem = await self._send_to_rasa(row)
                finally:
                    typing.cancel()
        finally:
            del self._turns[row.conversation_id]
        if problem is None:
            self._failures.pop(row.conversation_id, None)
            self._not_before.pop(row.conversation_id, None)
        elif not self._rasa.is_open:
            failures = self._failures[row.conversation_id] = self._failures.get(row.conversation_id, 0) + 1
            pause = min(MAX_RETRY_SECONDS, clock.backoff_seconds(failures))
            self._not_before[row.conversation_id] = asyncio.get_running_loop().time() + pause
            logger.warning("a message of %s is not answered yet (%s), again in %.1f s", self.name, problem, pause)
        self._deliveries.posted.set()
        self._arrived.set()

    async def _send_to_rasa(self, row: InboundMessage) -> str | None:
        """Send a message to Rasa; return why it is not answered, None if it is."""
        failures = self._failures.get(row.conversation_id, 0)
        payload = {"conversation_id": row.conversation_id, "message_id": row.message_id, "failures": failures}
        try:
            status = await self._rasa.send_turn(self.name, payload)
        except RasaTimeoutError:
            return "it takes too long"
        except RasaUnavailableError as error:
            return str(error)
        # 410: the row was erased with its conversation. A bare 404 comes from a Rasa without this channel.
        return None if status in {200, 410} else f"status {status}"

    async def _show_typing(self, address: str | None) -> None:
        if not address:
            return
        try:
            while True:
                await self.transport.typing(address, is_on=True)
                await asyncio.sleep(TYPING_SECONDS)
        except asyncio.CancelledError:
            with contextlib.suppress(Exception):
                await self.transport.typing(address, is_on=False)
            raise
        except Exception as error:
            logger.info("typing on %s failed: %s", self.name, type(error).__name__)
