"""How often something happened, by day and channel: plain numbers, which outlive whom they were counted of.

A row is a day, a channel, a name and a number. What one conversation added is in several rows among what others added, and
nothing links them: an erasure takes nothing back. The day and the channel are those on which the conversation, or the
request for a person, began: of those that began in a period, it is exactly known how many came how far.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.models import DailyCount, table_of
from bot.records.store.sql_helpers import affected_rows

RETENTION_MONTHS = 24
ERASED = "erased"
_TABLE = table_of(DailyCount)


def add(session: Session, day: date, channel: str | None, names: Iterable[str]) -> None:
    """Counts each name once more, in one statement, whoever else counts at the same moment.

    Args:
        session: an open session.
        day: on which the conversation, or the request, began.
        channel: where it began, if known.
        names: what happened, without repetition.
    """
    # In order of the key: two who count the same at once never wait for each other in a circle.
    rows = [{"day": day, "channel": channel or "", "name": name, "number": 1} for name in sorted(names)]
    if not rows:
        return
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    added = insert(_TABLE).values(rows)
    session.execute(
        added.on_conflict_do_update(
            index_elements=["day", "channel", "name"], set_={"number": _TABLE.c.number + added.excluded.number}
        )
    )


def by_day(session: Session, since: date, until: date, names: Collection[str]) -> Counter[tuple[date, str, str]]:
    """Returns the numbers of some names by (day, channel, name), of days from `since` to `until`, both included."""
    is_asked = _TABLE.c.day.between(since, until) & _TABLE.c.name.in_(names)
    rows = session.execute(select(_TABLE.c.day, _TABLE.c.channel, _TABLE.c.name, _TABLE.c.number).where(is_asked))
    return Counter({(row.day, row.channel, row.name): row.number for row in rows})


def totals(session: Session, since: date, until: date) -> Counter[tuple[str, str]]:
    """Returns the numbers of all names by (channel, name), of days from `since` to `until`, both included."""
    rows = session.execute(
        select(_TABLE.c.channel, _TABLE.c.name, func.sum(_TABLE.c.number))
        .where(_TABLE.c.day.between(since, until))
        .group_by(_TABLE.c.channel, _TABLE.c.name)
    )
    return Counter({(channel, name): int(number) for channel, name, number in rows})


def purge_expired(session: Session) -> int:
    """Deletes what is of days longer ago than `RETENTION_MONTHS`; returns how many rows."""
    before = clock.today() - timedelta(days=round(RETENTION_MONTHS * 30.4))
    return affected_rows(session, delete(_TABLE).where(_TABLE.c.day < before))
