"""Anonymous event counts by day and channel.

Counts are not linked to conversations, so that an erasure subtracts nothing. Day and channel are those on which the
conversation, or the handoff, began: for those that began in a period, it is known how many came how far.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.models import DailyCount, table_of
from bot.records.store.sql_helpers import affected_rows, upsert

RETENTION_MONTHS = 24
ERASED = "erased"
_TABLE = table_of(DailyCount)


def add(session: Session, day: date, channel: str | None, names: Iterable[str]) -> None:
    """Add one to each name, atomically, for the day and channel on which the conversation or handoff started."""
    # In order of the key: two transactions that count the same never deadlock.
    rows = [{"day": day, "channel": channel or "", "name": name, "number": 1} for name in sorted(names)]
    upsert(session, _TABLE, rows, key=("day", "channel", "name"), changes={"number": _TABLE.c.number + 1})


def by_day(session: Session, since: date, until: date, names: Collection[str]) -> Counter[tuple[date, str, str]]:
    """Counts of some names by (day, channel, name), from `since` to `until` inclusive."""
    is_wanted = _TABLE.c.day.between(since, until) & _TABLE.c.name.in_(names)
    rows = session.execute(select(_TABLE.c.day, _TABLE.c.channel, _TABLE.c.name, _TABLE.c.number).where(is_wanted))
    return Counter({(row.day, row.channel, row.name): row.number for row in rows})


def totals(session: Session, since: date, until: date) -> Counter[tuple[str, str]]:
    """Counts of all names by (channel, name), from `since` to `until` inclusive."""
    rows = session.execute(
        select(_TABLE.c.channel, _TABLE.c.name, func.sum(_TABLE.c.number))
        .where(_TABLE.c.day.between(since, until))
        .group_by(_TABLE.c.channel, _TABLE.c.name)
    )
    return Counter({(channel, name): int(number) for channel, name, number in rows})


def purge_expired(session: Session) -> int:
    """Delete days older than `RETENTION_MONTHS`; returns how many rows."""
    before = clock.today() - timedelta(days=round(RETENTION_MONTHS * 30.4))
    return affected_rows(session, delete(_TABLE).where(_TABLE.c.day < before))
