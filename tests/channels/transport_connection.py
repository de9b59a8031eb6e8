"""A channel's transport on a real database, with what the gateway and a turn do around it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import select

from bot.channels.gateway.credentials import TRANSPORTS, make_transport
from bot.channels.gateway.intake import store
from bot.channels.gateway.transport import Transport, Undeliverable, loggable_reason
from bot.records.conversations import conversations, inbox, outbox
from bot.records.models import InboundMessage, OutboundMessage


class TransportConnection:
    """The connection of one channel.

    Attributes:
        channel: name of the channel.
        keys: its credentials.
        problems: why fetching failed.
    """

    channel: str

    def __init__(self, database, keys):
        self.database, self.keys = database, keys
        self.problems = []

    def transport(self, **keys) -> Transport:
        """A new transport, with other credentials where they are given."""
        return make_transport(TRANSPORTS[f"bot.channels.{self.channel}"], self.keys | keys, self.database)

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[Transport]:
        """A transport that fetches nothing."""
        transport = self.transport()
        yield transport
        await transport.close()

    @asynccontextmanager
    async def fetching(self, **keys) -> AsyncIterator[Transport]:
        """A transport that fetches while the block runs."""
        transport = self.transport(**keys)
        task = asyncio.create_task(self._keep_fetching(transport))
        try:
            yield transport
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await transport.close()

    async def _keep_fetching(self, transport):
        while True:
            try:
                await transport.fetch(self.receive)
            except Exception as problem:  # as the gateway does
                self.problems.append(loggable_reason(problem))
            await asyncio.sleep(0.1)

    async def receive(self, incoming=None, *, state=None):
        await asyncio.to_thread(store, self.database, self.channel, incoming, state=state)

    def rows_in(self) -> list[InboundMessage]:
        """Messages that wait for a reply, oldest first."""
        with self.database.session_scope() as session:
            return inbox.waiting(session, self.channel)

    def waiting(self) -> list[str]:
        """Their texts."""
        return [row.text for row in self.rows_in()]

    def rows_out(self) -> list[OutboundMessage]:
        """Everything posted, oldest first."""
        with self.database.session_scope() as session:
            return list(session.scalars(select(OutboundMessage).order_by(OutboundMessage.id)))

    def posted(self) -> list[str]:
        """Texts that wait for delivery."""
        return [row.text for row in self.rows_out() if row.sent_at is None]

    def answer(self, *parts: dict[str, Any]) -> OutboundMessage:
        """Does what a turn does with the oldest waiting message; returns the last row posted."""
        row = self.rows_in()[0]
        event = {"event": "user", "text": row.text, "timestamp": time.time(), "message_id": row.message_id}
        with self.database.session_scope() as session:
            conversations.append(
                session, row.conversation_id, [event], channel=self.channel, consented=True, state={"slots": {}}
            )
            inbox.mark_answered(session, row.conversation_id, row.message_id)
            outbox.post(session, row.conversation_id, self.channel, row.address, parts)
        return self.rows_out()[-1]

    async def deliver(self, transport: Transport | None = None) -> None:
        """Delivers all that is posted."""
        transport = transport or self.transport()
        for row in self.rows_out():
            if row.sent_at is None and row.abandoned_at is None:
                error = await self._try_delivery(transport, row)
                with self.database.session_scope() as session:
                    if error is None:
                        outbox.mark_sent(session, row.id)
                    else:
                        outbox.mark_failed(session, row.id, error, None)

    @staticmethod
    async def _try_delivery(transport, row):
        try:
            await transport.deliver(row)
        except Undeliverable as error:
            return str(error)
        return None
