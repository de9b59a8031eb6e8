"""Quotes that their author contests as evidence of an indicator.

A dispute names the quote and its indicator, so it survives a new run of the quote finder. Outside the note only a count
by indicator and polarity is kept, for the editors of the rubric: no words, candidate or date.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.records.accounts import webhooks
from bot.records.models import Candidate, ContestedCount, Note, table_of
from bot.records.models.candidates import quote_key
from bot.records.store.sql_helpers import increment

Row = dict[str, Any]
_COUNTS = table_of(ContestedCount)


def contest(session: Session, note: Note, row: Row) -> bool:
    """Hide a quote from every viewer; False if it was contested already."""
    if note.is_contested(row):
        return False
    note.contested = [*note.contested, quote_key(row)]
    _count(session, row, 1)
    webhooks.candidate_changed(session, session.get_one(Candidate, note.candidate_id))
    return True


def restore(session: Session, note: Note, row: Row) -> bool:
    """Show a contested quote again; False if it was not contested."""
    if not note.is_contested(row):
        return False
    note.contested = [contested for contested in note.contested if contested != quote_key(row)]
    _count(session, row, -1)
    webhooks.candidate_changed(session, session.get_one(Candidate, note.candidate_id))
    return True


def count_by_indicator(session: Session) -> list[tuple[str, str, int]]:
    """(indicator, polarity, number of disputes), most disputed first."""
    rows = session.execute(
        select(ContestedCount.indicator, ContestedCount.polarity, ContestedCount.number)
        .where(ContestedCount.number > 0)
        .order_by(ContestedCount.number.desc(), ContestedCount.indicator, ContestedCount.polarity)
    )
    return [(indicator, polarity, number) for indicator, polarity, number in rows]


def _count(session: Session, row: Row, change: int) -> None:
    increment(session, _COUNTS, {"indicator": row["indicator"], "polarity": row["polarity"]}, change)
