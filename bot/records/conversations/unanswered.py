"""Unanswered questions, for the editors: text, week and count, without any link to the user.

Each conversation remembers in its slot `COUNTED` what it added, so that its erasure subtracts exactly that. A turn that is
interrupted and repeated may count twice.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.settings import settings
from bot.records.models import UnansweredQuestion, table_of
from bot.records.store.sql_helpers import affected_rows, increment

MAX_LENGTH = 200  # characters
COUNTED = "counted"
_TABLE = table_of(UnansweredQuestion)


class Reason(StrEnum):
    """Why a question had no answer."""

    OUT_OF_SCOPE = "out_of_scope"
    NOT_UNDERSTOOD = "not_understood"  # nor the message before it
    NOT_PICKED = "not_picked"  # one of several answers was offered, and none of them picked


def one_line(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def this_week() -> date:
    """Monday of this week."""
    today = clock.today()
    return today - timedelta(days=today.weekday())


def record(session: Session, text: str, reason: Reason) -> list[str]:
    """Count a question of `MAX_LENGTH` characters at most; returns the entry for `uncount`, as plain data.

    The caller checks that the text may be stored.
    """
    week, words = this_week(), one_line(text)
    increment(session, _TABLE, {"week": week, "text": words, "reason": reason.value})
    return [week.isoformat(), words, reason.value]


def uncount(session: Session, entry: Sequence[str]) -> None:
    """Subtract an entry of `record`: the question was answered after all, or its author is erased."""
    week, text, reason = entry
    columns = _TABLE.c
    is_it = (columns.week == date.fromisoformat(week)) & (columns.text == text) & (columns.reason == reason)
    session.execute(update(_TABLE).where(is_it).values(number=columns.number - 1))
    session.execute(delete(_TABLE).where(is_it, columns.number < 1))


def purge_expired(session: Session) -> int:
    """Delete weeks older than `settings().unanswered_days`; returns how many rows."""
    before = clock.today() - timedelta(days=settings().unanswered_days)
    return affected_rows(session, delete(_TABLE).where(_TABLE.c.week < before))


def list_all(session: Session) -> list[UnansweredQuestion]:
    """All questions by text and week."""
    rows = session.scalars(select(UnansweredQuestion)).all()
    return sorted(rows, key=lambda row: (row.text, row.week, row.reason))


def list_open(session: Session) -> list[UnansweredQuestion]:
    """Questions not handled by an editor yet, by text and week."""
    return [row for row in list_all(session) if not row.handled]


def mark_handled(session: Session, texts: Sequence[str]) -> int:
    """Mark questions as handled; returns how many rows."""
    return affected_rows(session, update(_TABLE).where(_TABLE.c.text.in_(texts)).values(handled=True))
