"""Queries of the health endpoints: is the database writable, and how much is waiting."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, inspect, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.base import clock
from bot.records.models import HumanRequest, InboundMessage, OutboundMessage
from bot.records.store.database import MIGRATIONS, Database

Column = InstrumentedAttribute[Any]


class ReadOnlyError(Exception):
    """The database is read-only."""


def writable_revision(database: Database) -> str | None:
    """Revision of the tables, after checking that the database can be written.

    Raises:
        DBAPIError: the database is unreachable, or locked for too long.
        ReadOnlyError: it cannot be written.
    """
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if database.is_sqlite:
            # A full disk or a read-only file only fails at the commit.
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")
            connection.commit()
        elif connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on":
            raise ReadOnlyError
    return revision


def newest_revision() -> str:
    """The newest revision among the migration files."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


@dataclass(frozen=True)
class Queue:
    """Messages waiting on one channel."""

    waiting: int  # number of messages
    oldest_seconds: float  # age of the oldest


def inbox(session: Session) -> dict[str, Queue]:
    """Messages waiting for a reply, by channel. Those of the website wait in the browser."""
    is_waiting = (
        InboundMessage.answered_at.is_(None) & InboundMessage.text.is_not(None) & InboundMessage.channel.is_not(None)
    )
    return _queues(session, InboundMessage.channel, InboundMessage.received_at, is_waiting)


def outbox(session: Session) -> dict[str, Queue]:
    """Messages waiting for delivery, by channel."""
    is_waiting = OutboundMessage.sent_at.is_(None) & OutboundMessage.abandoned_at.is_(None)
    return _queues(session, OutboundMessage.channel, OutboundMessage.created_at, is_waiting)


def abandoned(session: Session) -> dict[str, int]:
    """Number of undeliverable messages by channel, of the last month."""
    return _count_by(session, OutboundMessage.channel, OutboundMessage.abandoned_at.is_not(None))


def human_requests(session: Session) -> dict[str, int]:
    """Number of handoffs waiting for the team, by channel."""
    is_waiting = HumanRequest.handled_at.is_(None) & HumanRequest.taken_at.is_(None)
    return _count_by(session, HumanRequest.channel, is_waiting)


def _queues(session: Session, channel: Column, since: Column, is_waiting: ColumnElement[bool]) -> dict[str, Queue]:
    rows = session.execute(select(channel, func.count(), func.min(since)).where(is_waiting).group_by(channel))
    return {name: Queue(count, (clock.now() - oldest).total_seconds()) for name, count, oldest in rows}


def _count_by(session: Session, channel: Column, is_counted: ColumnElement[bool]) -> dict[str, int]:
    rows = session.execute(select(channel, func.count()).where(is_counted).group_by(channel))
    return {name or "": count for name, count in rows}
