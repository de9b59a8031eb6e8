"""Locks between hosts: advisory locks of PostgreSQL, which queues the waiting and wakes the first at once.

Each lock is held by a transaction that does nothing else (so that it works behind a pooler too) and ends with its
connection: a killed process releases its locks immediately.
"""

import asyncio
import hashlib
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import psycopg
from sqlalchemy.engine import make_url

from bot.conversations.locks import Locks, LocksUnavailableError, PerLoop

logger = logging.getLogger(__name__)

MAX_CONNECTIONS = 8  # further messages wait for a free one
CONNECT_SECONDS = 5
# The server notices a vanished host after 25 seconds.
_ACQUIRE = (
    "BEGIN; SET LOCAL tcp_keepalives_idle = 10; SET LOCAL tcp_keepalives_interval = 5; SET LOCAL tcp_keepalives_count = 3; "
    "SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0; "
    "SELECT pg_advisory_xact_lock({key})"
)

Connection = psycopg.AsyncConnection[tuple[object, ...]]


class PostgresqlLocks(Locks):
    """Locks shared by all processes on one database.

    Args:
        url: SQLAlchemy URL of the database.
        purpose: separates these locks from others of the same conversations.
    """

    where = "PostgreSQL"

    def __init__(self, url: str, purpose: str) -> None:
        super().__init__()
        self._url = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._purpose = purpose
        self._connections = PerLoop(lambda: (asyncio.Semaphore(MAX_CONNECTIONS), list[Connection]()))

    @asynccontextmanager
    async def _between_processes(self, name: str) -> AsyncGenerator[None, None]:
        digest = hashlib.sha256(f"{self._purpose}:{name}".encode()).digest()
        free, idle = self._connections.get()
        async with free:
            connection = await self._acquire(idle, _ACQUIRE.format(key=int.from_bytes(digest[:8], signed=True)))
            try:
                yield
            finally:
                try:
                    await connection.execute("ROLLBACK")
                    idle.append(connection)
                except psycopg.Error as error:
                    logger.error("a lock was lost while held: %s", type(error).__name__)
                    await connection.close()
                except BaseException:
                    await connection.close()
                    raise

    async def _acquire(self, idle: list[Connection], take: str) -> Connection:
        while True:
            connection = idle.pop() if idle else None
            is_kept = connection is not None  # the server may have restarted meanwhile
            try:
                connection = connection or await psycopg.AsyncConnection.connect(
                    self._url, autocommit=True, prepare_threshold=None, connect_timeout=CONNECT_SECONDS
                )
                await connection.execute(take)
                return connection
            except BaseException as error:
                if connection is not None:
                    await connection.close()
                if not isinstance(error, psycopg.Error):
                    raise
                if not is_kept:
                    raise LocksUnavailableError(f"PostgreSQL: {type(error).__name__}") from error
