"""Queries of the health endpoints: is the database writable, and how much is waiting."""

from dataclasses import dataclass

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.models import HumanRequest, InboundMessage, OutboundMessage
from bot.records.store.database import MIGRATIONS, Database


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
    rows = session.execute(
        select(InboundMessage.channel, func.count(), func.min(InboundMessage.received_at))
        .where(
            InboundMessage.answered_at.is_(None), InboundMessage.text.is_not(None), InboundMessage.channel.is_not(None)
        )
        .group_by(InboundMessage.channel)
    )
    return {str(channel): Queue(count, (clock.now() - oldest).total_seconds()) for channel, count, oldest in rows}


def outbox(session: Session) -> dict[str, Queue]:
    """Messages waiting for delivery, by channel."""
    rows = session.execute(
        select(OutboundMessage.channel, func.count(), func.min(OutboundMessage.created_at))
        .where(OutboundMessage.sent_at.is_(None), OutboundMessage.abandoned_at.is_(None))
        .group_by(OutboundMessage.channel)
    )
    return {channel: Queue(count, (clock.now() - oldest).total_seconds()) for channel, count, oldest in rows}


def abandoned(session: Session) -> dict[str, int]:
    """Number of undeliverable messages by channel, of the last month."""
    rows = session.execute(
        select(OutboundMessage.channel, func.count())
        .where(OutboundMessage.abandoned_at.is_not(None))
        .group_by(OutboundMessage.channel)
    )
    return {str(channel): int(number) for channel, number in rows}


def human_requests(session: Session) -> dict[str, int]:
    """Number of handoffs waiting for the team, by channel."""
    rows = session.execute(
        select(HumanRequest.channel, func.count())
        .where(HumanRequest.handled_at.is_(None), HumanRequest.taken_at.is_(None))
        .group_by(HumanRequest.channel)
    )
    return {channel or "": count for channel, count in rows}
