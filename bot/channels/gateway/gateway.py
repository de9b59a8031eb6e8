"""The gateway process, of which one runs per installation: `python -m bot.channels.gateway.gateway`.

It has one transport per channel of `credentials.yml`. Incoming messages are stored, sent to Rasa one at a time per
conversation, and replies delivered in order. All state is in the database, so that it continues after a crash.
"""

import asyncio
import logging
import signal
from collections.abc import Sequence
from typing import Any

from aiohttp import web

from bot.base import clock, logs
from bot.base.environment import set_private_umask
from bot.base.settings import settings
from bot.channels.gateway.channel_worker import ChannelWorker
from bot.channels.gateway.credentials import make_transports
from bot.channels.gateway.rasa_breaker import RasaBreaker
from bot.channels.gateway.transport import Transport
from bot.channels.mail.smtp import Mailer, read_server
from bot.content.sentences import sentence
from bot.records.conversations import conversations, outbox, reminders
from bot.records.conversations.event_rows import REMINDER
from bot.records.store.database import Database, default_database

logger = logging.getLogger(__name__)

REMINDER_SECONDS = 60.0


class Gateway:
    """Serves the channels until it is stopped.

    Args:
        rasa: base addresses of the Rasa processes.
        mailer: None if no mail server is configured.
    """

    def __init__(
        self, transports: Sequence[Transport], database: Database, rasa: list[str], mailer: Mailer | None = None
    ) -> None:
        self.mailer = mailer
        self.database = database
        self._rasa = RasaBreaker(rasa)
        self.workers = {transport.name: ChannelWorker(transport, database, self._rasa) for transport in transports}

    async def run(self) -> None:
        """Serve until cancelled."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._post_reminders())
                if self.mailer is not None:
                    group.create_task(self.mailer.run())
                for worker in self.workers.values():
                    group.create_task(worker.run())
        finally:
            await self._rasa.close()

    def health(self) -> dict[str, Any]:
        """State of each channel, and of the mail server if there is one."""
        mail = {} if self.mailer is None else {"mail": {"state": self.mailer.state}}
        return {name: worker.health.as_json() for name, worker in self.workers.items()} | mail

    async def _post_reminders(self) -> None:
        """Post due reminders every minute."""
        while True:
            try:
                await asyncio.to_thread(self._remind)
            except Exception as error:
                logger.error("reminders failed: %s", type(error).__name__)
            await asyncio.sleep(REMINDER_SECONDS)

    def _remind(self) -> None:
        with self.database.session_scope() as session:
            for place in reminders.claim_due(session, clock.now(), tuple(self.workers)):
                conversations.append_out_of_band(
                    session, place.conversation_id, REMINDER, reply=sentence("turn.reminder")
                )
                part = {"text": sentence("turn.reminder")}
                outbox.post(session, place.conversation_id, place.channel, place.place, [part])


async def _serve_health(gateway: Gateway) -> asyncio.Server:
    """Answer any request on the gateway's loopback port with the state of each channel."""

    async def answer(_request: web.BaseRequest) -> web.Response:
        return web.json_response(gateway.health())

    loop = asyncio.get_running_loop()
    return await loop.create_server(web.Server(answer), "127.0.0.1", settings().gateway_port)


async def serve() -> None:
    """Serve the configured channels until SIGTERM or SIGINT."""
    database = default_database()
    server = read_server()
    mailer = None if server is None else Mailer(server, database)
    gateway = Gateway(make_transports(database), database, settings().rasa_urls, mailer)
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
    """Run the gateway."""
    set_private_umask()
    logs.configure("gateway")
    asyncio.run(serve())


if __name__ == "__main__":
    main()
