"""Rasa's lock store: one message of a conversation at a time.

Rasa's own make a second message wait in steps of a second and, in Redis, lose messages between processes.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore

from bot.conversations.configured_locks import make_locks


class ConversationLockStore(InMemoryLockStore):
    """Serialises the messages of a conversation between all processes that share the configured locks."""

    def __init__(self, **_kwargs: Any) -> None:
        """Prepares the store."""
        super().__init__()
        self._locks = make_locks("locks")

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = 1
    ) -> AsyncGenerator[TicketLock, None]:
        """Holds the conversation's lock for the block, however long; waiters are woken, not polled in steps."""
        async with self._locks.hold(conversation_id):
            yield TicketLock(conversation_id)
