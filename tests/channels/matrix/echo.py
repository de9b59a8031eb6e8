"""The Matrix transport with its real store and database, answered by an echo instead of Rasa."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from bot.base import clock
from bot.channels.gateway import intake
from bot.channels.gateway.credentials import TRANSPORTS, make_transport
from bot.channels.gateway.transport import Incoming, RetryLater, Undeliverable
from bot.channels.matrix.addresses import room_of
from bot.records.conversations import conversations, inbox, outbox
from bot.records.store.database import Database
from tests.channels import loop


class Echo:
    """Runs a transport in a loop of its own; every message is answered with its words."""

    def __init__(self, credentials: dict[str, Any], database: Database, *, answers: bool = True) -> None:
        self.database, self.answers = database, answers
        self.heard: list[tuple[str, str]] = []
        self.faults: list[str] = []
        self.before_storing: Callable[[str | None], None] = lambda message_id: None
        self.transport = make_transport(TRANSPORTS["bot.channels.matrix"], credentials, database)

    def start(self) -> "Echo":
        self._tasks = [loop.start(work) for work in (self._fetch(), self._deliver())]
        return self

    def run(self, work: Any, seconds: float = 60) -> Any:
        return loop.run(work, seconds)

    async def _receive(self, incoming: Incoming | None = None, *, state: dict[str, Any] | None = None) -> None:
        self.before_storing(incoming.message_id if incoming else None)
        intake.store(self.database, "matrix", incoming, state=state)

    async def _fetch(self) -> None:
        while True:
            try:
                await self.transport.fetch(self._receive)
            except RetryLater as error:
                self.faults.append(str(error))
                await asyncio.sleep(min(0.5, error.seconds or 0.5))

    async def _deliver(self) -> None:
        while True:
            await asyncio.sleep(0.05)
            if self.answers:
                self._answer()
            with self.database.session_scope() as session:
                rows = outbox.due(session, "matrix", clock.now())
            for row in rows:
                try:
                    await self.transport.deliver(row)
                except RetryLater as error:
                    self.faults.append(str(error))
                    await asyncio.sleep(min(1, error.seconds or 0.2))
                except Undeliverable as error:
                    self._mark(row.id, str(error))
                else:
                    self._mark(row.id, None)

    def _mark(self, row: int, error: str | None) -> None:
        with self.database.session_scope() as session:
            if error is None:
                outbox.mark_sent(session, row)
            else:
                outbox.mark_failed(session, row, error, None)

    def _answer(self) -> None:
        with self.database.session_scope() as session:
            for row in inbox.waiting(session, "matrix"):
                self.heard.append((room_of(row.address or ""), row.text or ""))
                titles = ["Oui", "Non"] if row.text == "choix" else []
                said = {"event": "user", "text": row.text, "timestamp": time.time(), "message_id": row.message_id}
                data = {"buttons": [{"title": title, "payload": title} for title in titles]}
                told = {"event": "bot", "text": f"écho : {row.text}", "timestamp": time.time(), "data": data}
                conversations.append(
                    session, row.conversation_id, [said, told], channel="matrix", consented=True, state={"slots": {}}
                )
                parts = [{"text": told["text"], "buttons": titles}]
                address = row.address or ""
                inbox.mark_answered(session, row.conversation_id, row.message_id)
                outbox.post(session, row.conversation_id, "matrix", address, parts)

    def stop(self) -> None:
        """Ends as a killed process does: nothing is written at the end."""
        for task in self._tasks:
            task.cancel()
        self.run(self.transport.close())
