"""The gateway: what must exist once. `python -m bot.channels.gateway`.

One connection per channel of `credentials.yml` takes what arrives and stores it; stored messages are handed to Rasa,
one at a time in each conversation; what is to be said is delivered in order. All of it goes on after any crash.
"""

import asyncio
import contextlib
import importlib
import json
import logging
import signal
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx

from bot import clock, settings
from bot.channels import intake
from bot.channels.credentials import relayed_channels
from bot.channels.tokens import relay_token
from bot.channels.transport import RetryLater, Transport, Undeliverable
from bot.records import inbox, outbox
from bot.records.database import Database, default_database
from bot.records.models import InboundMessage, OutboundMessage

logger = logging.getLogger(__name__)

# Package of an input channel to what connects it to its network, as `module:factory`, called with (keys, database).
TRANSPORTS = {
    "bot.channels.telegram": "bot.channels.telegram.transport:make_transport",
    "bot.channels.matrix": "bot.channels.matrix.transport:MatrixTransport",
}
LOOK_AGAIN_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 60.0
LONGEST_TURN_SECONDS = 90.0
TURNS_AT_ONCE = 4
DELIVERIES_AT_ONCE = 8


def make_transport(name: str, keys: dict[str, Any], database: Database) -> Transport:
    """Returns the connection of a channel.

    Args:
        name: class path of its input channel, as `credentials.yml` names it.
        keys: its keys there.
        database: where its states are kept.

    Raises:
        LookupError: no channel of that name is known.
    """
    place = next((place for package, place in TRANSPORTS.items() if name.startswith(f"{package}.")), None)
    if place is None:
        raise LookupError(f"{name} is no channel that the gateway knows")
    module, _, factory = place.partition(":")
    made: Transport = getattr(importlib.import_module(module), factory)(keys, database)
    return made


def pause_after(failures: int) -> float:
    """Returns how long to wait after so many failures in a row."""
    return float(min(LONGEST_PAUSE_SECONDS, 0.5 * 2 ** min(failures, 10)))


class Gateway:
    """Serves the channels until it is stopped."""

    def __init__(self, transports: list[Transport], database: Database, rasa: str) -> None:
        """Prepares the gateway.

        Args:
            transports: the channels' connections.
            database: where messages are kept.
            rasa: base address of Rasa.
        """
        self.transports = transports
        self.database = database
        self.states: dict[str, str] = {transport.name: "starting" for transport in transports}
        self._client = httpx.AsyncClient(
            base_url=rasa,
            timeout=httpx.Timeout(LONGEST_TURN_SECONDS, connect=3),
            headers={"Authorization": f"Bearer {relay_token()}"},
        )
        self._arrived = {transport.name: asyncio.Event() for transport in transports}
        self._posted = {transport.name: asyncio.Event() for transport in transports}
        self._failures: dict[str, int] = {}
        self._not_before: dict[str, float] = {}
        self._in_hand: set[str] = set()
        self._turns = asyncio.Semaphore(TURNS_AT_ONCE)
        self._deliveries = asyncio.Semaphore(DELIVERIES_AT_ONCE)

    async def run(self) -> None:
        """Serves until cancelled."""
        try:
            async with asyncio.TaskGroup() as group:
                for transport in self.transports:
                    group.create_task(self._fetch(transport))
                    group.create_task(self._again(self._hand_over_waiting, transport, self._arrived[transport.name]))
                    group.create_task(self._again(self._deliver_due, transport, self._posted[transport.name]))
        finally:
            for transport in self.transports:
                await transport.close()
            await self._client.aclose()

    async def _again(self, work: Callable[[Transport], Any], transport: Transport, bell: asyncio.Event) -> None:
        """Repeats a work whenever the bell rings, and now and then: other processes write too."""
        while True:
            bell.clear()
            try:
                await work(transport)
            except Exception as error:
                logger.error("%s of %s failed: %s", work.__name__, transport.name, type(error).__name__)
                await asyncio.sleep(LOOK_AGAIN_SECONDS)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), LOOK_AGAIN_SECONDS)

    async def _fetch(self, transport: Transport) -> None:
        async def receive(
            address: str | None,
            message_id: str | None,
            text: str | None,
            *,
            state: dict[str, Any] | None = None,
            reject: str | None = None,
        ) -> None:
            await asyncio.to_thread(
                intake.store, self.database, transport.name, address, message_id, text, state=state, reject=reject
            )
            self.states[transport.name] = "ok"
            (self._posted if reject is not None else self._arrived)[transport.name].set()

        failures = 0
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await transport.fetch(receive)
                pause = 0.0
            except Exception as error:
                failures = 1 if asyncio.get_running_loop().time() - began > LONGEST_PAUSE_SECONDS else failures + 1
                asked = error.seconds if isinstance(error, RetryLater) else None
                pause = asked if asked is not None else pause_after(failures)
                self.states[transport.name] = type(error).__name__
                logger.warning(
                    "%s cannot be reached (%s), again in %.1f s", transport.name, type(error).__name__, pause
                )
            await asyncio.sleep(pause)

    async def _hand_over_waiting(self, transport: Transport) -> None:
        rows = await asyncio.to_thread(self._waiting, transport.name)
        now = asyncio.get_running_loop().time()
        oldest: dict[str, InboundMessage] = {}
        for row in rows:
            oldest.setdefault(row.conversation_id, row)
        for conversation_id, row in oldest.items():
            if conversation_id not in self._in_hand and self._not_before.get(conversation_id, 0) <= now:
                self._in_hand.add(conversation_id)
                task = asyncio.create_task(self._hand_over(transport, row))
                task.add_done_callback(lambda _, done=conversation_id: self._in_hand.discard(done))  # type: ignore[misc]

    def _waiting(self, channel: str) -> list[InboundMessage]:
        with self.database.session_scope() as session:
            return inbox.waiting(session, channel)

    async def _hand_over(self, transport: Transport, row: InboundMessage) -> None:
        conversation_id = row.conversation_id
        async with self._turns:
            typing = asyncio.create_task(self._show_typing(transport, row.address))
            try:
                answer = await self._client.post(
                    f"/webhooks/{transport.name}/turn",
                    json={"conversation_id": conversation_id, "message_id": row.message_id},
                )
                problem = None if answer.status_code in {200, 404} else f"status {answer.status_code}"
            except httpx.HTTPError as error:
                problem = type(error).__name__
            finally:
                typing.cancel()
        if problem is None:
            self._failures.pop(conversation_id, None)
            self._not_before.pop(conversation_id, None)
            self._posted[transport.name].set()
            self._arrived[transport.name].set()
            return
        failures = self._failures[conversation_id] = self._failures.get(conversation_id, 0) + 1
        pause = pause_after(failures)
        self._not_before[conversation_id] = asyncio.get_running_loop().time() + pause
        logger.warning("a message of %s is not answered yet (%s), again in %.1f s", transport.name, problem, pause)

    async def _show_typing(self, transport: Transport, address: str | None) -> None:
        try:
            if address:
                await transport.typing(address)
        except Exception as error:
            logger.info("typing on %s failed: %s", transport.name, type(error).__name__)

    async def _deliver_due(self, transport: Transport) -> None:
        rows = await asyncio.to_thread(self._due, transport.name)
        if rows:
            await asyncio.gather(*(self._deliver(transport, row) for row in rows))
            self._posted[transport.name].set()

    def _due(self, channel: str) -> list[OutboundMessage]:
        with self.database.session_scope() as session:
            return outbox.due(session, channel, clock.now())

    async def _deliver(self, transport: Transport, row: OutboundMessage) -> None:
        async with self._deliveries:
            try:
                await transport.deliver(row)
            except RetryLater as error:
                pause = error.seconds if error.seconds is not None else pause_after(row.tries + 1)
                await asyncio.to_thread(self._mark_failed, row, error, pause)
            except Undeliverable as error:
                await asyncio.to_thread(self._mark_failed, row, error, None)
            except Exception as error:
                await asyncio.to_thread(self._mark_failed, row, error, pause_after(row.tries + 1))
            else:
                await asyncio.to_thread(self._mark_sent, row)

    def _mark_sent(self, row: OutboundMessage) -> None:
        with self.database.session_scope() as session:
            outbox.sent(session, row.id)

    def _mark_failed(self, row: OutboundMessage, error: Exception, pause: float | None) -> None:
        retry_at = None if pause is None else clock.now() + timedelta(seconds=pause)
        with self.database.session_scope() as session:
            outbox.failed(session, row.id, type(error).__name__, retry_at)
        logger.warning("a delivery on %s failed (%s)", row.channel, type(error).__name__)


async def _serve_health(gateway: Gateway) -> asyncio.Server:
    """Answers any request on the gateway's loopback port with the state of each channel."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await asyncio.wait_for(reader.readline(), 5)
            body = json.dumps(gateway.states).encode()
            head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            writer.write(head.encode() + body)
            await writer.drain()
        except (TimeoutError, OSError):
            pass
        finally:
            writer.close()

    return await asyncio.start_server(answer, "127.0.0.1", settings.port("gateway"))


async def serve() -> None:
    """Serves the configured channels until SIGTERM or SIGINT."""
    database = default_database()
    transports = [make_transport(name, keys, database) for name, keys in relayed_channels().items()]
    gateway = Gateway(transports, database, f"http://127.0.0.1:{settings.port('rasa')}")
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
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Their lines hold addresses of people and tokens.
    for name in ("httpx", "httpcore", "nio"):
        logging.getLogger(name).setLevel(logging.WARNING)
    asyncio.run(serve())


if __name__ == "__main__":
    main()
