"""What could not be answered, for the editors: words, the week and how often; neither who, where nor when of day.

Only the words lead back to somebody, as long as their conversation is kept: by them an erasure takes its own back.
A turn that is cut short and handed over again may count once more.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot import clock, settings
from bot.records.counters import count
from bot.records.models import UnansweredQuestion, table_of

LONGEST = 200  # characters
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


def keep(session: Session, text: str, reason: Reason) -> None:
    """Counts a question that was not answered.

    Args:
        session: an open session.
        text: the question, `LONGEST` characters at most. Whether it may be kept is for the caller to see.
        reason: why it had no answer.
    """
    count(session, _TABLE, {"week": this_week(), "text": one_line(text), "reason": reason.value})


def take_back(session: Session, texts: Iterable[str]) -> None:
    """Counts each of these texts once less, where it is kept: it was answered after all, or its author is forgotten.

    Args:
        session: an open session.
        texts: what somebody wrote, whatever it was; of a text in several weeks the newest is meant.
    """
    said = [one_line(text) for text in texts if text]
    short = {text for text in said if 0 < len(text) <= LONGEST}
    if not short:
        return
    columns = _TABLE.c
    kept = session.execute(
        select(columns.week, columns.text, columns.reason).where(columns.text.in_(short)).order_by(columns.week)
    )
    newest = {row.text: row for row in kept}
    for text in said:
        if (row := newest.get(text)) is not None:
            is_it = (columns.week == row.week) & (columns.text == text) & (columns.reason == row.reason)
            session.execute(update(_TABLE).where(is_it).values(number=columns.number - 1))
            session.execute(delete(_TABLE).where(is_it, columns.number < 1))


def forget_old(session: Session) -> int:
    """Deletes what is of weeks that began longer ago than `settings.unanswered_days`; returns how many rows."""
    before = clock.today() - timedelta(days=settings.unanswered_days())
    gone = session.execute(delete(_TABLE).where(_TABLE.c.week < before).returning(_TABLE.c.number)).all()
    return len(gone)


def all_kept(session: Session) -> list[UnansweredQuestion]:
    """Returns everything that is kept, in order of the words and the weeks."""
    order = (UnansweredQuestion.text, UnansweredQuestion.week, UnansweredQuestion.reason)
    return list(session.scalars(select(UnansweredQuestion).order_by(*order)))
