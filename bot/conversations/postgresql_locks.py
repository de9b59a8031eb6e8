"""Locks between hosts: advisory locks of PostgreSQL, which queues those who wait and wakes the first at once.

Each lock is held by a transaction that does nothing else (so it works behind a pooler too) and ends with its
connection: a process that is killed frees its locks in that moment.
"""

import asyncio
import hashlib
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import psycopg
from sqlalchemy.engine import make_url

from bot.conversations.one_at_a_time import Locks, LocksAwayError, OfTheLoop

logger = logging.getLogger(__name__)

# A message beyond these waits for one to be free. Locks of another purpose have their own.
MOST_CONNECTIONS = 8
CONNECT_SECONDS = 5
# A host that vanished without a word is noticed by the server after 25 seconds.
_NOTICE_SILENCE = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"
_TAKE = (
    "BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = 0; "
    "SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock({key})"
)

Connection = psycopg.AsyncConnection[tuple[object, ...]]


class _Connections:
    """The connections of one event loop."""

    def __init__(self) -> None:
        """Starts without any."""
        self.places = asyncio.Semaphore(MOST_CONNECTIONS)
        self.idle: list[Connection] = []


class PostgresqlLocks(Locks):
    """Locks that all processes on one database share."""

    where = "PostgreSQL"

    def __init__(self, url: str, purpose: str) -> None:
        """Prepares the locks; nothing is opened yet.

        Args:
            url: SQLAlchemy URL of the database.
            purpose: tells these locks from others of the same conversations.
        """
        super().__init__()
        self._url = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._purpose = purpose
        self._connections = OfTheLoop(_Connections)

    @asynccontextmanager
    async def _between_processes(self, name: str) -> AsyncGenerator[None, None]:
        digest = hashlib.sha256(f"{self._purpose}:{name}".encode()).digest()
        take = _TAKE.format(key=int.from_bytes(digest[:8], signed=True))
        connections = self._connections.get()
        async with connections.places:
            connection = await self._take(connections.idle, take)
            try:
                yield
            finally:
                await self._release(connections.idle, connection)

    async def _take(self, idle: list[Connection], take: str) -> Connection:
        while idle:
            connection = idle.pop()
            try:
                return await self._taken(connection, take)
            except psycopg.Error:  # the server was started again meanwhile
                continue
        try:
            connection = await psycopg.AsyncConnection.connect(
                self._url, autocommit=True, prepare_threshold=None, connect_timeout=CONNECT_SECONDS
            )
            await connection.execute(_NOTICE_SILENCE)
            return await self._taken(connection, take)
        except psycopg.Error as error:
            raise LocksAwayError(f"PostgreSQL: {type(error).__name__}") from error

    @staticmethod
    async def _taken(connection: Connection, take: str) -> Connection:
        try:
            await connection.execute(take)
        except BaseException:
            await connection.close()
            raise
        return connection

    @staticmethod
    async def _release(idle: list[Connection], connection: Connection) -> None:
        try:
            await connection.execute("ROLLBACK")
        except psycopg.Error as error:
            logger.error("a lock was lost while it was held: %s", type(error).__name__)
            await connection.close()
        except BaseException:
            await connection.close()
            raise
        else:
            idle.append(connection)
