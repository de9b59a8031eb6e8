"""What the gateway does for one channel: takes what arrives, hands it to Rasa, delivers what is to be said.

Each channel has its own places for turns and deliveries, so that a network that stands still holds nobody else up.
"""

import asyncio
import contextlib
import logging
from typing import Any

from bot.base import clock
from bot.channels.gateway import intake
from bot.channels.gateway.deliveries import LOOK_AGAIN_SECONDS, Deliveries, again
from bot.channels.gateway.health import OK, STARTING, Health
from bot.channels.gateway.rasa_client import RasaAwayError, RasaSlowError
from bot.channels.gateway.rasa_way import RasaWay
from bot.channels.gateway.transport import Incoming, RetryLater, Transport, why
from bot.channels.turn.bubbles import seconds_left
from bot.records.conversations import inbox
from bot.records.models import InboundMessage
from bot.records.store.database import Database

logger = logging.getLogger(__name__)

LONGEST_TURN_PAUSE_SECONDS = 10.0
TYPING_SECONDS = 4.0
TURNS_AT_ONCE = 4


class ChannelWorker:
    """One channel's work, until it is cancelled."""

    def __init__(self, transport: Transport, database: Database, rasa: RasaWay) -> None:
        """Prepares it.

        Args:
            transport: the channel's connection.
            database: where messages are kept.
            rasa: the way to Rasa, which all channels share.
        """
        self.transport, self.name = transport, transport.name
        self.health = Health()
        self._deliveries = Deliveries(transport, database, self.health)
        self._arrived = asyncio.Event()
        self._database, self._rasa = database, rasa
        self._failures: dict[str, int] = {}
        self._not_before: dict[str, float] = {}
        self._turns: dict[str, asyncio.Task[None]] = {}
        self._turn_places = asyncio.Semaphore(TURNS_AT_ONCE)

    async def run(self) -> None:
        """Works until cancelled; deliveries that are under way are finished first, so that none is made twice."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._fetch())
                group.create_task(self._hand_over_all())
                group.create_task(self._deliveries.run())
        finally:
            await self.transport.close()

    # --- what arrives is stored

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
                pause = LOOK_AGAIN_SECONDS
            except Exception as error:
                failures += 1
                asked = error.seconds if isinstance(error, RetryLater) else None
                pause = asked if asked is not None else clock.backoff_seconds(failures)
                reason = why(error)
                if reason != self.health.state:  # said once, as long as it stays the same
                    logger.warning("%s: %s; tried again until it works", self.name, reason)
                self.health.state = reason
            await asyncio.sleep(pause)

    # --- what arrived is handed to Rasa

    async def _hand_over_all(self) -> None:
        try:
            await again(self._hand_over_waiting, self._arrived, self.name)
        finally:
            for turn in self._turns.values():
                turn.cancel()

    async def _hand_over_waiting(self) -> None:
        busy = set(self._turns)  # as before the rows are read: what ends meanwhile is still unmarked in them
        oldest = await asyncio.to_thread(self._waiting, busy)
        if not oldest or not await self._rasa.answers():
            return
        loop = asyncio.get_running_loop()
        for row, seconds in oldest:
            if seconds > 0:  # the person may go on
                if seconds < LOOK_AGAIN_SECONDS:
                    loop.call_later(seconds, self._arrived.set)
            elif self._not_before.get(row.conversation_id, 0) <= loop.time():
                self._turns[row.conversation_id] = asyncio.create_task(self._hand_over(row))

    def _waiting(self, busy: set[str]) -> list[tuple[InboundMessage, float]]:
        """Returns the oldest waiting message of each conversation that is not busy, and how long it is still to be quiet."""
        with self._database.session_scope() as session:
            rows: dict[str, list[InboundMessage]] = {}
            for row in inbox.waiting(session, self.name):
                if row.conversation_id not in busy:
                    rows.setdefault(row.conversation_id, []).append(row)
            return [(waiting[0], seconds_left(session, waiting)) for waiting in rows.values()]

    async def _hand_over(self, row: InboundMessage) -> None:
        try:
            async with self._turn_places:
                typing = asyncio.create_task(self._show_typing(row.address))
                try:
                    problem = await self._ask_rasa(row)
                finally:
                    typing.cancel()
        finally:
            del self._turns[row.conversation_id]
        if problem is None:
            self._failures.pop(row.conversation_id, None)
            self._not_before.pop(row.conversation_id, None)
        elif not self._rasa.is_away:
            failures = self._failures[row.conversation_id] = self._failures.get(row.conversation_id, 0) + 1
            pause = min(LONGEST_TURN_PAUSE_SECONDS, clock.backoff_seconds(failures))
            self._not_before[row.conversation_id] = asyncio.get_running_loop().time() + pause
            logger.warning("a message of %s is not answered yet (%s), again in %.1f s", self.name, problem, pause)
        self._deliveries.posted.set()
        self._arrived.set()

    async def _ask_rasa(self, row: InboundMessage) -> str | None:
        """Hands a message over; returns why it is not answered, None when it is."""
        failures = self._failures.get(row.conversation_id, 0)
        place = {"conversation_id": row.conversation_id, "message_id": row.message_id, "failures": failures}
        try:
            status = await self._rasa.hand_over(self.name, place)
        except RasaSlowError:
            return "it takes too long"
        except RasaAwayError as error:
            return str(error)
        # Unknown: the row is gone, with the conversation that it belonged to. A bare 404 is of a Rasa without this channel.
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
