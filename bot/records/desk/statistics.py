"""Statistics on visible dossiers and handoffs, counted in the rows. Callers must suppress small counts."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.base import clock
from bot.records.desk.visibility import Viewer, visible_candidates_filter, visible_handoffs_filter
from bot.records.models import Candidate, HumanRequest, Note, Standing, Status
from bot.records.store.sql_helpers import count


def _between(column: InstrumentedAttribute[datetime], since: date, until: date) -> ColumnElement[bool]:
    """Condition that a timestamp falls between two days in Paris, both included."""
    first = datetime.combine(since, time(), clock.PARIS)
    end = datetime.combine(until + timedelta(days=1), time(), clock.PARIS)
    return (column >= first) & (column < end)


def registrations_by_day(session: Session, me: Viewer, since: date, until: date) -> Counter[tuple[date, str]]:
    """Number of visible dossiers opened, by day in Paris and channel."""
    rows = session.execute(
        select(Candidate.consented_at, Candidate.channel).where(
            visible_candidates_filter(session, me), _between(Candidate.consented_at, since, until)
        )
    )
    return Counter((row.consented_at.astimezone(clock.PARIS).date(), row.channel or "") for row in rows)


def count_by_departement(session: Session, me: Viewer) -> Counter[str]:
    """Number of visible dossiers by code of the département."""
    rows = session.execute(
        select(Candidate.departement, func.count())
        .where(visible_candidates_filter(session, me), Candidate.departement.is_not(None))
        .group_by(Candidate.departement)
    )
    return Counter({str(code): number for code, number in rows})


def count_visible(session: Session, me: Viewer) -> int:
    """Number of dossiers that the viewer may see."""
    return count(session, Candidate, visible_candidates_filter(session, me))


def count_answers(session: Session, me: Viewer, questions: Sequence[str]) -> list[tuple[int, int]]:
    """(answered, skipped or withdrawn) for each scenario, over visible dossiers.

    Args:
        questions: ids of scenarios.
    """
    rows = session.execute(
        select(Note.question_id, Note.answer.is_not(None), func.count())
        .join(Candidate, Candidate.id == Note.candidate_id)
        .where(visible_candidates_filter(session, me), Note.question_id.in_(questions))
        .group_by(Note.question_id, Note.answer.is_not(None))
    )
    numbers = {(question, bool(has_answer)): number for question, has_answer, number in rows}
    return [(numbers.get((one, True), 0), numbers.get((one, False), 0)) for one in questions]


def count_by_status(session: Session, me: Viewer) -> Counter[Status]:
    """Number of visible dossiers by status at the viewer's structure; a dossier without a status is new."""
    rows = session.execute(
        select(Standing.status, func.count())
        .join(Candidate, Candidate.id == Standing.candidate_id)
        .where(visible_candidates_filter(session, me), Standing.structure_id == me.structure_id)
        .group_by(Standing.status)
    )
    numbers = Counter({Status(status): number for status, number in rows})
    numbers[Status.NEW] += count_visible(session, me) - numbers.total()
    return numbers


def list_handoffs(session: Session, me: Viewer, since: date, until: date) -> list[HumanRequest]:
    """Visible handoffs opened between two days and still stored."""
    made = _between(HumanRequest.created_at, since, until)
    return list(session.scalars(select(HumanRequest).where(visible_handoffs_filter(session, me), made)))
