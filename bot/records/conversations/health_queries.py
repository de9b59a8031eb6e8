"""For whoever watches over the bot: whether the database can be written, and how much waits."""

from dataclasses import dataclass

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.models import HumanRequest, InboundMessage, OutboundMessage
from bot.records.store.database import MIGRATIONS, Database


class ReadOnlyError(Exception):
    """The database can be read alone."""


def writable_revision(database: Database) -> str | None:
    """Returns the revision of the tables, once the database has shown that it can be written.

    Raises:
        DBAPIError: it cannot be reached, or is locked for longer than is waited.
        ReadOnlyError: it can only be read.
    """
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if database.is_sqlite:
            # Written for good: a disk that is full, or a file that can only be read, shows at the commit.
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")
            connection.commit()
        elif connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on":
            raise ReadOnlyError
    return revision


def newest_revision() -> str:
    """Returns the newest revision of the tables that this code knows, by the names of its migrations."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


@dataclass(frozen=True)
class Queue:
    """What waits on one channel.

    Attributes:
        waiting: number of messages.
        oldest_seconds: for how long the oldest has waited.
    """

    waiting: int
    oldest_seconds: float


def inbox(session: Session) -> dict[str, Queue]:
    """Returns what waits for an answer, by channel; the website's messages wait in the browser."""
    rows = session.execute(
        select(InboundMessage.channel, func.count(), func.min(InboundMessage.received_at))
        .where(
            InboundMessage.answered_at.is_(None), InboundMessage.text.is_not(None), InboundMessage.channel.is_not(None)
        )
        .group_by(InboundMessage.channel)
    )
    return {str(channel): Queue(count, (clock.now() - oldest).total_seconds()) for channel, count, oldest in rows}


def outbox(session: Session) -> dict[str, Queue]:
    """Returns what waits to be delivered, by channel."""
    rows = session.execute(
        select(OutboundMessage.channel, func.count(), func.min(OutboundMessage.created_at))
        .where(OutboundMessage.sent_at.is_(None), OutboundMessage.abandoned_at.is_(None))
        .group_by(OutboundMessage.channel)
    )
    return {channel: Queue(count, (clock.now() - oldest).total_seconds()) for channel, count, oldest in rows}


def abandoned(session: Session) -> dict[str, int]:
    """Returns what could never be delivered, of the last month, by channel."""
    rows = session.execute(
        select(OutboundMessage.channel, func.count())
        .where(OutboundMessage.abandoned_at.is_not(None))
        .group_by(OutboundMessage.channel)
    )
    return {str(channel): int(number) for channel, number in rows}


def human_requests(session: Session) -> dict[str, int]:
    """Returns how many people wait for a person of the team, by channel."""
    rows = session.execute(
        select(HumanRequest.channel, func.count())
        .where(HumanRequest.handled_at.is_(None), HumanRequest.taken_at.is_(None))
        .group_by(HumanRequest.channel)
    )
    return {channel or "": count for channel, count in rows}
