"""Unanswered questions, for the editors: text, week and count, without any link to the user.

Each conversation remembers in its slot `COUNTED_SLOT` what it added, so that its erasure subtracts exactly that. A turn
that is interrupted and repeated may count twice.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, Self

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.settings import settings
from bot.base.text_cleanup import collapse_spaces
from bot.records.models import UnansweredQuestion, table_of
from bot.records.store.sql_helpers import affected_rows, increment

MAX_LENGTH = 200  # characters
COUNTED_SLOT = "counted"  # a list of `Entry.to_slot`
_TABLE = table_of(UnansweredQuestion)


class Reason(StrEnum):
    """Why a question had no answer."""

    OUT_OF_SCOPE = "out_of_scope"
    NOT_UNDERSTOOD = "not_understood"  # nor the message before it
    NOT_PICKED = "not_picked"  # one of several answers was offered, and none of them picked


class Entry(NamedTuple):
    """What one message added.

    Attributes:
        week: its Monday.
        text: as stored.
        reason: a `Reason`.
    """

    week: date
    text: str
    reason: str

    @classmethod
    def from_slot(cls, value: Sequence[str]) -> Self:
        """Read an entry of the slot `COUNTED_SLOT`."""
        week, text, reason = value
        return cls(date.fromisoformat(week), text, reason)

    def to_slot(self) -> list[str]:
        """Plain data for the slot `COUNTED_SLOT`."""
        return [self.week.isoformat(), self.text, self.reason]


def this_week() -> date:
    """Monday of this week."""
    today = clock.today()
    return today - timedelta(days=today.weekday())


def add(session: Session, text: str, reason: Reason) -> Entry:
    """Count a question once more in this week; returns what `subtract` needs to undo it.

    The caller checks that the text may be stored and has `MAX_LENGTH` characters at most.
    """
    entry = Entry(this_week(), collapse_spaces(text), reason.value)
    increment(session, _TABLE, entry._asdict())
    return entry


def subtract(session: Session, entry: Entry) -> None:
    """Undo an `add`: the question was answered after all, or its author is erased."""
    columns = _TABLE.c
    matches = (columns.week == entry.week) & (columns.text == entry.text) & (columns.reason == entry.reason)
    session.execute(update(_TABLE).where(matches).values(number=columns.number - 1))
    session.execute(delete(_TABLE).where(matches, columns.number < 1))


def purge_expired(session: Session) -> int:
    """Delete weeks older than `settings().unanswered_days`; returns how many rows."""
    before = clock.today() - timedelta(days=settings().unanswered_days)
    return affected_rows(session, delete(_TABLE).where(_TABLE.c.week < before))


def list_all(session: Session) -> list[UnansweredQuestion]:
    """All questions, by text and week."""
    return _sorted(session, select(UnansweredQuestion))


def list_open(session: Session) -> list[UnansweredQuestion]:
    """Questions not handled by an editor yet, by text and week."""
    return _sorted(session, select(UnansweredQuestion).where(UnansweredQuestion.handled.is_(False)))


def _sorted(session: Session, query: Select[UnansweredQuestion]) -> list[UnansweredQuestion]:
    # The database cannot sort by text, which is encrypted.
    return sorted(session.scalars(query), key=lambda row: (row.text, row.week, row.reason))


def mark_handled(session: Session, texts: Sequence[str]) -> int:
    """Mark the rows of these questions as handled; returns how many.

    Each mark stands for the row of one week: a question asked again in a later week is open again.
    """
    return affected_rows(session, update(_TABLE).where(_TABLE.c.text.in_(texts)).values(handled=True))
