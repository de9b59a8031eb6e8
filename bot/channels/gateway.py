"""The gateway: what must exist once. `python -m bot.channels.gateway`.

One connection per channel of `credentials.yml` takes what arrives and stores it; stored messages are handed to Rasa,
one at a time in each conversation; what is to be said is delivered in order. All of it goes on after any crash.
"""

import asyncio
import contextlib
import json
import logging
import signal
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

from bot import clock, settings
from bot.channels import intake, sentences
from bot.channels.bubbles import seconds_left
from bot.channels.credentials import make_transports
from bot.channels.mail import Mailer, read_server
from bot.channels.rasa_client import RasaAwayError, RasaClient, RasaSlowError
from bot.channels.tokens import relay_token
from bot.channels.transport import Incoming, RetryLater, Transport, Undeliverable, why
from bot.operating import logs
from bot.operating.environment import keep_files_private
from bot.records import conversations, inbox, outbox, reminders
from bot.records.database import Database, default_database
from bot.records.models import InboundMessage, OutboundMessage
from bot.records.said import REMINDER

logger = logging.getLogger(__name__)

LOOK_AGAIN_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 60.0
LONGEST_TURN_PAUSE_SECONDS = 10.0
TYPING_SECONDS = 4.0
STOPPING_SECONDS = 3.0
LONGEST_TURN_SECONDS = 90.0
TURNS_AT_ONCE = 4
DELIVERIES_AT_ONCE = 8
LOOK_AFTER_SECONDS = 60.0
KEPT_UNDELIVERED = timedelta(days=3)


def pause_after(failures: int) -> float:
    """Returns how long to wait after so many failures in a row."""
    return float(min(LONGEST_PAUSE_SECONDS, 0.5 * 2 ** min(failures, 10)))


class Gateway:
    """Serves the channels until it is stopped."""

    def __init__(
        self, transports: Sequence[Transport], database: Database, rasa: list[str], mailer: Mailer | None = None
    ) -> None:
        """Prepares the gateway.

        Args:
            transports: the channels' connections.
            database: where messages are kept.
            rasa: base addresses of Rasa's processes.
            mailer: sends e-mails, where there is a mail server.
        """
        self.transports = transports
        self.mailer = mailer
        self.database = database
        self.states: dict[str, str] = {transport.name: "starting" for transport in transports}
        self._rasa = RasaClient(
            rasa, seconds=LONGEST_TURN_SECONDS, headers={"Authorization": f"Bearer {relay_token()}"}
        )
        self._arrived = {transport.name: asyncio.Event() for transport in transports}
        self._posted = {transport.name: asyncio.Event() for transport in transports}
        self._failures: dict[str, int] = {}
        self._not_before: dict[str, float] = {}
        self._rasa_is_away = False
        self._turns: dict[str, asyncio.Task[None]] = {}
        self._deliveries: dict[int, asyncio.Task[None]] = {}
        self._turn_places = asyncio.Semaphore(TURNS_AT_ONCE)
        self._delivery_places = asyncio.Semaphore(DELIVERIES_AT_ONCE)

    async def run(self) -> None:
        """Serves until cancelled; deliveries that are under way are finished first, so that none is made twice."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._look_after())
                if self.mailer is not None:
                    group.create_task(self.mailer.run())
                for transport in self.transports:
                    group.create_task(self._fetch(transport))
                    group.create_task(self._again(self._hand_over_waiting, transport, self._arrived[transport.name]))
                    group.create_task(self._again(self._deliver_due, transport, self._posted[transport.name]))
        finally:
            for turn in self._turns.values():
                turn.cancel()
            if self._deliveries:
                await asyncio.wait(self._deliveries.values(), timeout=STOPPING_SECONDS)
            for transport in self.transports:
                await transport.close()
            await self._rasa.close()

    async def _again(
        self, work: Callable[[Transport], Awaitable[None]], transport: Transport, bell: asyncio.Event
    ) -> None:
        """Repeats a work whenever the bell rings, and now and then: other processes write too."""
        while True:
            bell.clear()
            try:
                await work(transport)
            except Exception as error:
                logger.error("%s of %s failed: %s", work.__name__, transport.name, type(error).__name__)
            # Not wait_for: on Python 3.11 it may lose the cancellation that stops us.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_AGAIN_SECONDS):
                    await bell.wait()

    async def _fetch(self, transport: Transport) -> None:
        async def receive(incoming: Incoming | None = None, *, state: dict[str, Any] | None = None) -> None:
            if incoming is not None or state is not None:
                await asyncio.to_thread(intake.store, self.database, transport.name, incoming, state=state)
            self.states[transport.name] = "ok"
            self._arrived[transport.name].set()
            self._posted[transport.name].set()

        clock_now = asyncio.get_running_loop().time
        failures = 0
        while True:
            began = clock_now()
            try:
                self.states[transport.name] = "ok"
                await transport.fetch(receive)
                pause = LOOK_AGAIN_SECONDS
            except Exception as error:
                failures = 1 if clock_now() - began > LONGEST_PAUSE_SECONDS else failures + 1
                asked = error.seconds if isinstance(error, RetryLater) else None
                pause = asked if asked is not None else pause_after(failures)
                self.states[transport.name] = type(error).__name__
                logger.warning("%s cannot be reached (%s), again in %.1f s", transport.name, why(error), pause)
            await asyncio.sleep(pause)

    # --- what is due by the clock

    async def _look_after(self) -> None:
        """Posts reminders every minute."""
        while True:
            try:
                await asyncio.to_thread(self._remind)
            except Exception as error:
                logger.error("reminders failed: %s", type(error).__name__)
            await asyncio.sleep(LOOK_AFTER_SECONDS)

    def _remind(self) -> None:
        with self.database.session_scope() as session:
            for place in reminders.due(session, clock.now(), tuple(self._posted)):
                conversations.add_aside(session, place.conversation_id, REMINDER, answer=sentences.REMINDER)
                part = {"text": sentences.REMINDER}
                outbox.post(session, place.conversation_id, place.channel, place.place, [part])

    # --- what arrived is handed to Rasa

    async def _hand_over_waiting(self, transport: Transport) -> None:
        busy = set(self._turns)  # as before the rows are read: what ends meanwhile is still unmarked in them
        oldest = await asyncio.to_thread(self._waiting, transport.name, busy)
        if not oldest or not await self._rasa_answers():
            return
        loop = asyncio.get_running_loop()
        for row, seconds in oldest:
            if seconds > 0:  # the person may go on
                if seconds < LOOK_AGAIN_SECONDS:
                    loop.call_later(seconds, self._arrived[transport.name].set)
            elif self._not_before.get(row.conversation_id, 0) <= loop.time():
                self._turns[row.conversation_id] = asyncio.create_task(self._hand_over(transport, row))

    def _waiting(self, channel: str, busy: set[str]) -> list[tuple[InboundMessage, float]]:
        """Returns the oldest waiting message of each conversation that is not busy, and how long it is still to be quiet."""
        with self.database.session_scope() as session:
            rows: dict[str, list[InboundMessage]] = {}
            for row in inbox.waiting(session, channel):
                if row.conversation_id not in busy:
                    rows.setdefault(row.conversation_id, []).append(row)
            return [(waiting[0], seconds_left(session, waiting)) for waiting in rows.values()]

    async def _rasa_answers(self) -> bool:
        """Returns whether Rasa can be tried: after it was away, only once it answers again."""
        if self._rasa_is_away:
            try:
                await self._rasa.request("", "GET", "/", seconds=2)
                self._rasa_is_away = False
                logger.info("Rasa answers again")
            except (RasaAwayError, RasaSlowError):
                pass
        return not self._rasa_is_away

    async def _hand_over(self, transport: Transport, row: InboundMessage) -> None:
        try:
            async with self._turn_places:
                typing = asyncio.create_task(self._show_typing(transport, row.address))
                try:
                    problem = await self._ask_rasa(transport.name, row)
                finally:
                    typing.cancel()
        finally:
            del self._turns[row.conversation_id]
        if problem is None:
            self._failures.pop(row.conversation_id, None)
            self._not_before.pop(row.conversation_id, None)
        elif not self._rasa_is_away:
            failures = self._failures[row.conversation_id] = self._failures.get(row.conversation_id, 0) + 1
            pause = min(LONGEST_TURN_PAUSE_SECONDS, pause_after(failures))
            self._not_before[row.conversation_id] = asyncio.get_running_loop().time() + pause
            logger.warning("a message of %s is not answered yet (%s), again in %.1f s", transport.name, problem, pause)
        self._posted[transport.name].set()
        self._arrived[transport.name].set()

    async def _ask_rasa(self, channel: str, row: InboundMessage) -> str | None:
        """Hands a message over; returns why it is not answered, None when it is."""
        failures = self._failures.get(row.conversation_id, 0)
        place = {"conversation_id": row.conversation_id, "message_id": row.message_id, "failures": failures}
        try:
            answer = await self._rasa.request(row.conversation_id, "POST", f"/webhooks/{channel}/turn", json=place)
        except RasaSlowError:
            return "it takes too long"
        except RasaAwayError as error:
            if not self._rasa_is_away:
                logger.warning("Rasa cannot be reached (%s): waiting for it", error)
            self._rasa_is_away = True
            return str(error)
        # Unknown: the row is gone, with the conversation that it belonged to.
        return None if answer.status in {200, 404} else f"status {answer.status}"

    async def _show_typing(self, transport: Transport, address: str | None) -> None:
        while address:
            try:
                await transport.typing(address)
            except Exception as error:
                logger.info("typing on %s failed: %s", transport.name, type(error).__name__)
                return
            await asyncio.sleep(TYPING_SECONDS)

    # --- what is to be said is delivered

    async def _deliver_due(self, transport: Transport) -> None:
        busy = set(self._deliveries)  # as before the rows are read: what ends meanwhile is still unsent in them
        for row in await asyncio.to_thread(self._due, transport.name):
            if row.id not in busy:
                self._deliveries[row.id] = asyncio.create_task(self._deliver(transport, row))

    def _due(self, channel: str) -> list[OutboundMessage]:
        with self.database.session_scope() as session:
            return outbox.due(session, channel, clock.now())

    async def _deliver(self, transport: Transport, row: OutboundMessage) -> None:
        try:
            async with self._delivery_places:
                failure = await self._try_to_deliver(transport, row)
                await asyncio.to_thread(self._mark, row, failure)
        except Exception as error:  # the database: what was sent may be sent again
            logger.error("a delivery of %s could not be marked: %s", transport.name, type(error).__name__)
        finally:
            del self._deliveries[row.id]
        self._posted[transport.name].set()

    @staticmethod
    async def _try_to_deliver(transport: Transport, row: OutboundMessage) -> Exception | None:
        try:
            await transport.deliver(row)
        except Exception as error:
            return error
        return None

    def _mark(self, row: OutboundMessage, failure: Exception | None) -> None:
        with self.database.session_scope() as session:
            if failure is None:
                outbox.sent(session, row.id)
                return
            asked = failure.seconds if isinstance(failure, RetryLater) else None
            pause = timedelta(seconds=pause_after(row.tries + 1) if asked is None else asked)
            is_over = isinstance(failure, Undeliverable) or row.created_at + KEPT_UNDELIVERED < clock.now()
            # Our own reasons name nobody; a network's description may.
            reason = why(failure).replace(row.address or "\0", "…")
            outbox.failed(session, row.id, reason, None if is_over else clock.now() + pause)
        logger.warning("a delivery on %s failed (%s)%s", row.channel, reason, ", given up" if is_over else "")


async def _serve_health(gateway: Gateway) -> asyncio.Server:
    """Answers any request on the gateway's loopback port with the state of each channel."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(5):
                await reader.readline()
            mail = {} if gateway.mailer is None else {"mail": gateway.mailer.state}
            body = json.dumps(gateway.states | mail).encode()
            head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            writer.write(head.encode() + body)
            await writer.drain()
        except (TimeoutError, OSError, ValueError):  # a line without end is a ValueError
            pass
        finally:
            writer.close()

    return await asyncio.start_server(answer, "127.0.0.1", settings.port("gateway"))


async def serve() -> None:
    """Serves the configured channels until SIGTERM or SIGINT."""
    database = default_database()
    server = read_server()
    mailer = None if server is None else Mailer(server, database)
    gateway = Gateway(make_transports(database), database, settings.rasa_urls(), mailer)
    health = await _serve_health(gateway)
    work = asyncio.create_task(gateway.run())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, work.cancel)
    try:
        await work
    except asyncio.CancelledError:
        logger.info("stopped")
    finally:
        health.close()


def main() -> None:
    """Runs the gateway."""
    keep_files_private()
    logs.configure("gateway")
    asyncio.run(serve())


if __name__ == "__main__":
    main()
