"""Highlights that their author contests: « ce passage ne dit pas cela ».

A contest is of a quote and its indicator, so it holds when evidence is found anew. What stays of it beyond the note is a
count by indicator and polarity, for the editors of the rubric: an error figure without words, person or date.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.records.accounts import webhooks
from bot.records.models import Candidate, ContestedCount, Note, table_of
from bot.records.store.counters import increment

Row = dict[str, Any]
_COUNTS = table_of(ContestedCount)


def quote_key(row: Row) -> Row:
    """Returns what of a row of evidence a contest is of."""
    return {"quote": row["quote"], "indicator": row.get("indicator")}


def contest(session: Session, note: Note, row: Row) -> bool:
    """Takes a highlight out of everybody's sight, once.

    Args:
        session: an open session.
        note: the note.
        row: a row of its evidence.

    Returns:
        Whether it was a highlight until now.
    """
    if note.is_contested(row):
        return False
    note.contested = [*note.contested, quote_key(row)]
    _count(session, row, 1)
    webhooks.candidate_changed(session, session.get_one(Candidate, note.candidate_id))
    return True


def restore(session: Session, note: Note, row: Row) -> bool:
    """Makes a contested highlight one again; returns whether it was contested."""
    if not note.is_contested(row):
        return False
    note.contested = [contested for contested in note.contested if contested != quote_key(row)]
    _count(session, row, -1)
    webhooks.candidate_changed(session, session.get_one(Candidate, note.candidate_id))
    return True


def count_by_indicator(session: Session) -> list[tuple[str, str, int]]:
    """Returns how often highlights are contested, as (indicator, polarity, number), the most often first."""
    rows = session.execute(
        select(ContestedCount.indicator, ContestedCount.polarity, ContestedCount.number)
        .where(ContestedCount.number > 0)
        .order_by(ContestedCount.number.desc(), ContestedCount.indicator, ContestedCount.polarity)
    )
    return [(indicator, polarity, number) for indicator, polarity, number in rows]


def _count(session: Session, row: Row, change: int) -> None:
    increment(session, _COUNTS, {"indicator": row["indicator"], "polarity": row["polarity"]}, change)
