"""What could not be answered, for the editors: words, the week and how often; neither who, where nor when of day.

Each conversation remembers, in its slot `COUNTED`, what it counted, so that its erasure takes that back and nothing of
others. A turn that is cut short and handed over again may count once more.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.settings import settings
from bot.records.models import UnansweredQuestion, table_of
from bot.records.store.counters import increment

MAX_LENGTH = 200  # characters
COUNTED = "counted"
_TABLE = table_of(UnansweredQuestion)


class Reason(StrEnum):
    """Why a question had no answer."""

    OUT_OF_SCOPE = "out_of_scope"
    NOT_UNDERSTOOD = "not_understood"  # nor the message before it
    NOT_PICKED = "not_picked"  # one of several answers was offered, and none of them picked


def one_line(text: str) -> str:
    """Returns words as they are kept: one space between them."""
    return " ".join(text.split())


def this_week() -> date:
    """Returns the Monday of this week."""
    today = clock.today()
    return today - timedelta(days=today.weekday())


def record(session: Session, text: str, reason: Reason) -> list[str]:
    """Counts a question that was not answered; returns the entry by which that is taken back, as plain data.

    Args:
        session: an open session.
        text: the question, `MAX_LENGTH` characters at most. Whether it may be kept is for the caller to see.
        reason: why it had no answer.
    """
    week, words = this_week(), one_line(text)
    increment(session, _TABLE, {"week": week, "text": words, "reason": reason.value})
    return [week.isoformat(), words, reason.value]


def uncount(session: Session, entry: Sequence[str]) -> None:
    """Counts a question once less: it was answered after all, or its author is forgotten.

    Args:
        session: an open session.
        entry: what `record` returned.
    """
    week, text, reason = entry
    columns = _TABLE.c
    is_it = (columns.week == date.fromisoformat(week)) & (columns.text == text) & (columns.reason == reason)
    session.execute(update(_TABLE).where(is_it).values(number=columns.number - 1))
    session.execute(delete(_TABLE).where(is_it, columns.number < 1))


def purge_expired(session: Session) -> int:
    """Deletes what is of weeks that began longer ago than `settings().unanswered_days`; returns how many rows."""
    before = clock.today() - timedelta(days=settings().unanswered_days)
    gone = session.execute(delete(_TABLE).where(_TABLE.c.week < before).returning(_TABLE.c.number)).all()
    return len(gone)


def list_all(session: Session) -> list[UnansweredQuestion]:
    """Returns everything that is kept, in order of the words and the weeks."""
    rows = session.scalars(select(UnansweredQuestion)).all()
    return sorted(rows, key=lambda row: (row.text, row.week, row.reason))


def list_open(session: Session) -> list[UnansweredQuestion]:
    """Returns what no editor has seen to yet, in order of the words and the weeks."""
    return [row for row in list_all(session) if not row.handled]


def mark_handled(session: Session, texts: Sequence[str], *, handled: bool = True) -> int:
    """Notes that an editor has seen to questions, as far as they were asked yet; returns how many rows."""
    found = session.scalars(select(UnansweredQuestion).where(UnansweredQuestion.text.in_(list(texts)))).all()
    for row in found:
        row.handled = handled
    return len(found)
