"""Blind review by scenario: all visible answers to one scenario, shuffled for each recruiter."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.orm import Session, selectinload

from bot.base import clock
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import dossier_accesses, shortlists, visibility
from bot.records.models import NO_STRUCTURE, AnswerRead, Note, Shortlisted, table_of
from bot.records.store import audit
from bot.records.store.pseudonyms import resolve_ref, shuffled
from bot.records.store.sql_helpers import fetch_ids, upsert

_IS_ANSWERED = Note.answer.is_not(None)  # neither passed nor withdrawn; as the index has it


@dataclass(frozen=True)
class ScenarioProgress:
    """A recruiter's progress on one scenario.

    Attributes:
        answers: number of visible answers.
        read: how many of them the recruiter marked as read.
        aside: how many of them are by shortlisted candidates.
    """

    question_id: str
    answers: int
    read: int
    aside: int


@dataclass(frozen=True)
class ReviewedAnswer:
    """An answer under review.

    Attributes:
        is_read: the recruiter read its current text.
        is_aside: its author is on the recruiter's shortlist.
    """

    note: Note
    is_read: bool
    is_aside: bool


def _is_read(me: RecruiterUser) -> ColumnElement[bool]:
    """Join condition: the recruiter has read the note since its last change."""
    return and_(
        AnswerRead.note_id == Note.id,
        AnswerRead.recruiter_id == me.recruiter_id,
        AnswerRead.structure_id == (me.structure_id or NO_STRUCTURE),
        AnswerRead.at >= func.coalesce(Note.amended_at, Note.answered_at, Note.asked_at),
    )


def _is_aside(me: RecruiterUser) -> ColumnElement[bool]:
    """Join condition: the author of the note is on the recruiter's shortlist."""
    return and_(Shortlisted.candidate_id == Note.candidate_id, shortlists.own_rows(me))


def _visible_answers(session: Session, me: RecruiterUser, question_id: str | None = None) -> ColumnElement[bool]:
    """Condition that a note has an answer that the recruiter may see, to one scenario or to any."""
    of_question = true() if question_id is None else Note.question_id == question_id
    return and_(visibility.visible_candidates_filter(session, me, Note.candidate_id), of_question, _IS_ANSWERED)


def list_scenarios(session: Session, me: RecruiterUser, question_id: str | None = None) -> list[ScenarioProgress]:
    """Progress on each scenario with visible answers, by id; or on one scenario."""
    read = select(Note.question_id, func.count()).join(AnswerRead, _is_read(me))
    aside = select(Note.question_id, func.count()).join(Shortlisted, _is_aside(me))
    answers, *mine = (
        dict(
            session.execute(rows.where(_visible_answers(session, me, question_id)).group_by(Note.question_id))
            .tuples()
            .all()
        )
        for rows in (select(Note.question_id, func.count()), read, aside)
    )
    return [ScenarioProgress(name, answers[name], *(few.get(name, 0) for few in mine)) for name in sorted(answers)]


def list_authors(
    session: Session, me: RecruiterUser, question_id: str, *, unread: bool = False, aside: bool = False
) -> list[str]:
    """Ids of the candidates who answered a scenario, shuffled; optionally only unread or shortlisted ones."""
    rows = select(Note.candidate_id).where(_visible_answers(session, me, question_id))
    if unread:
        rows = rows.outerjoin(AnswerRead, _is_read(me)).where(AnswerRead.note_id.is_(None))
    if aside:
        rows = rows.join(Shortlisted, _is_aside(me))
    return shuffled(me, question_id, fetch_ids(session, rows))


def load_answers(session: Session, me: RecruiterUser, question_id: str, authors: Sequence[str]) -> list[ReviewedAnswer]:
    """Answers of these authors, in the same order. `authors` must come from `list_authors`."""
    rows = (
        select(Note, AnswerRead.note_id, Shortlisted.candidate_id)
        .outerjoin(AnswerRead, _is_read(me))
        .outerjoin(Shortlisted, _is_aside(me))
        .where(Note.question_id == question_id, Note.candidate_id.in_(authors), _IS_ANSWERED)
        .options(selectinload(Note.comments))
    )
    by_author = {
        note.candidate_id: ReviewedAnswer(note, read is not None, aside is not None)
        for note, read, aside in session.execute(rows).tuples()
    }
    return [by_author[author] for author in authors if author in by_author]


def find_author(session: Session, me: RecruiterUser, question_id: str, ref: str) -> str | None:
    """Id of the candidate behind a pseudonymous reference, if their answer is visible to the recruiter."""
    author = select(Note.candidate_id).where(Note.candidate_id == resolve_ref(me, ref))
    return session.scalar(author.where(_visible_answers(session, me, question_id)))


def record_shown(session: Session, me: RecruiterUser, answers: Sequence[tuple[str, str]]) -> None:
    """Record in the audit log and in the dossiers' accesses that answers were displayed.

    Args:
        answers: (candidate id, scenario id) of each.
    """
    subjects = [f"{candidate_id}/{question_id}" for candidate_id, question_id in answers]
    audit.record_accesses(session, actor=me.actor, act="read_answer", subjects=subjects)
    dossier_accesses.record_access(session, me, sorted({candidate_id for candidate_id, _ in answers}), opened=False)


def mark_read(session: Session, me: RecruiterUser, question_id: str, authors: Sequence[str]) -> None:
    """Mark the visible answers of these authors as read."""
    rows = select(Note.id).where(_visible_answers(session, me, question_id), Note.candidate_id.in_(authors))
    now = clock.now()
    added = [
        {
            "note_id": note_id,
            "recruiter_id": me.recruiter_id,
            "structure_id": me.structure_id or NO_STRUCTURE,
            "at": now,
        }
        for note_id in session.scalars(rows)
    ]
    upsert(session, table_of(AnswerRead), added, key=("note_id", "recruiter_id", "structure_id"), changes={"at": now})
