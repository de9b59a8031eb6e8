"""Numbers about the files and requests that somebody may see, counted in the rows; whoever shows them hides small ones."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.base import clock
from bot.records.desk.visibility import Viewer, visible, visible_requests
from bot.records.models import Candidate, HumanRequest, Note, Standing, Status


def _between(column: InstrumentedAttribute[datetime], since: date, until: date) -> ColumnElement[bool]:
    """Returns the condition that a moment is on a day from `since` to `until` in Paris."""
    first = datetime.combine(since, time(), clock.PARIS)
    end = datetime.combine(until + timedelta(days=1), time(), clock.PARIS)
    return (column >= first) & (column < end)


def registered(session: Session, me: Viewer, since: date, until: date) -> Counter[tuple[date, str]]:
    """Returns how many files that somebody may see were opened, by day in Paris and channel."""
    rows = session.execute(
        select(Candidate.consented_at, Candidate.channel).where(
            visible(session, me), _between(Candidate.consented_at, since, until)
        )
    )
    return Counter((row.consented_at.astimezone(clock.PARIS).date(), row.channel or "") for row in rows)


def departements(session: Session, me: Viewer) -> Counter[str]:
    """Returns how many files there are by the code of the département."""
    rows = session.execute(
        select(Candidate.departement, func.count())
        .where(visible(session, me), Candidate.departement.is_not(None))
        .group_by(Candidate.departement)
    )
    return Counter({str(code): number for code, number in rows})


def in_all(session: Session, me: Viewer) -> int:
    """Returns how many files somebody may see."""
    return session.scalar(select(func.count()).select_from(Candidate).where(visible(session, me))) or 0


def answered(session: Session, me: Viewer, questions: Sequence[str]) -> list[tuple[int, int]]:
    """Returns of each question in how many files there is an answer, and in how many it was passed or taken back.

    Args:
        session: an open session.
        me: who looks.
        questions: ids of situations.
    """
    rows = session.execute(
        select(Note.question_id, Note.answer.is_not(None), func.count())
        .join(Candidate, Candidate.id == Note.candidate_id)
        .where(visible(session, me), Note.question_id.in_(questions))
        .group_by(Note.question_id, Note.answer.is_not(None))
    )
    numbers = {(question, bool(has_answer)): number for question, has_answer, number in rows}
    return [(numbers.get((one, True), 0), numbers.get((one, False), 0)) for one in questions]


def statuses(session: Session, me: Viewer) -> Counter[Status]:
    """Returns how many of the files that somebody may see have which status at their structure; without one it is new."""
    rows = session.execute(
        select(Standing.status, func.count())
        .join(Candidate, Candidate.id == Standing.candidate_id)
        .where(visible(session, me), Standing.structure_id == me.structure_id)
        .group_by(Standing.status)
    )
    numbers = Counter({Status(status): number for status, number in rows})
    numbers[Status.NEW] += in_all(session, me) - numbers.total()
    return numbers


def requests(session: Session, me: Viewer, since: date, until: date) -> list[HumanRequest]:
    """Returns the requests for a person that somebody may see, made in a period and still there."""
    made = _between(HumanRequest.created_at, since, until)
    return list(session.scalars(select(HumanRequest).where(visible_requests(session, me), made)))
