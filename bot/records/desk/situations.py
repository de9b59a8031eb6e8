"""Reading by situation: one question, and everybody's answers to it, in no order that says anything of anybody."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, selectinload

from bot.base import clock
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import file_reads, shortlists, visibility
from bot.records.models import AnswerRead, Note, Shortlisted, table_of
from bot.records.store import audit
from bot.records.store.pseudonyms import resolve_ref, shuffled
from bot.records.store.sql_helpers import fetch_ids

_IS_ANSWERED = Note.answer.is_not(None)  # neither passed nor withdrawn; as the index has it


@dataclass(frozen=True)
class Situation:
    """A question and how far somebody is with the answers.

    Attributes:
        question_id: its id.
        answers: how many there are for this reader.
        read: how many of them they have read.
        aside: of how many they set the author aside.
    """

    question_id: str
    answers: int
    read: int
    aside: int


@dataclass(frozen=True)
class Answer:
    """An answer on a page.

    Attributes:
        note: the stored row.
        is_read: they have read it, as it is now.
        is_aside: they set its author aside.
    """

    note: Note
    is_read: bool
    is_aside: bool


def _is_read(me: RecruiterUser) -> ColumnElement[bool]:
    """Returns the condition of a row that says that somebody has read a note as it is now."""
    return and_(
        AnswerRead.note_id == Note.id,
        AnswerRead.recruiter_id == me.recruiter_id,
        AnswerRead.structure_id == (me.structure_id or ""),
        AnswerRead.at >= func.coalesce(Note.amended_at, Note.answered_at, Note.asked_at),
    )


def _is_aside(me: RecruiterUser) -> ColumnElement[bool]:
    """Returns the condition of a row that says that somebody set the author of a note aside."""
    return and_(Shortlisted.candidate_id == Note.candidate_id, shortlists.is_mine(me))


def _seen(session: Session, me: RecruiterUser, question_id: str | None = None) -> ColumnElement[bool]:
    """Returns the condition of notes with an answer that somebody may read, of all questions or of one."""
    of_question = true() if question_id is None else Note.question_id == question_id
    return and_(visibility.visible(session, me, Note.candidate_id), of_question, _IS_ANSWERED)


def list_situations(session: Session, me: RecruiterUser, question_id: str | None = None) -> list[Situation]:
    """Returns the questions that somebody whom a reader sees has answered, by id, or one of them alone."""
    read = select(Note.question_id, func.count()).join(AnswerRead, _is_read(me))
    aside = select(Note.question_id, func.count()).join(Shortlisted, _is_aside(me))
    answers, *mine = (
        dict(session.execute(rows.where(_seen(session, me, question_id)).group_by(Note.question_id)).tuples().all())
        for rows in (select(Note.question_id, func.count()), read, aside)
    )
    return [Situation(name, answers[name], *(few.get(name, 0) for few in mine)) for name in sorted(answers)]


def list_authors(
    session: Session, me: RecruiterUser, question_id: str, *, unread: bool = False, aside: bool = False
) -> list[str]:
    """Returns the ids of all who answered a question, shuffled for this reader; unread by them, or set aside, if asked."""
    rows = select(Note.candidate_id).where(_seen(session, me, question_id))
    if unread:
        rows = rows.outerjoin(AnswerRead, _is_read(me)).where(AnswerRead.note_id.is_(None))
    if aside:
        rows = rows.join(Shortlisted, _is_aside(me))
    return shuffled(me, question_id, fetch_ids(session, rows))


def load_answers(session: Session, me: RecruiterUser, question_id: str, authors: Sequence[str]) -> list[Answer]:
    """Returns what people answered, in the same order; they were chosen by `list_authors`."""
    rows = (
        select(Note, AnswerRead.note_id, Shortlisted.candidate_id)
        .outerjoin(AnswerRead, _is_read(me))
        .outerjoin(Shortlisted, _is_aside(me))
        .where(Note.question_id == question_id, Note.candidate_id.in_(authors), _IS_ANSWERED)
        .options(selectinload(Note.comments))
    )
    found = {
        note.candidate_id: Answer(note, read is not None, aside is not None)
        for note, read, aside in session.execute(rows).tuples()
    }
    return [found[author] for author in authors if author in found]


def find_author(session: Session, me: RecruiterUser, question_id: str, ref: str) -> str | None:
    """Returns the id of whom a reader calls so, if they may see them and there is an answer to the question."""
    author = select(Note.candidate_id).where(Note.candidate_id == resolve_ref(me, ref))
    return session.scalar(author.where(_seen(session, me, question_id)))


def record_shown(session: Session, me: RecruiterUser, answers: Sequence[tuple[str, str]]) -> None:
    """Records that answers were shown: a line of the audit log and a reading of the file for each person.

    Args:
        session: an open session.
        me: to whom.
        answers: candidate and question of each.
    """
    subjects = [f"{candidate_id}/{question_id}" for candidate_id, question_id in answers]
    audit.record_accesses(session, actor=me.actor, act="read_answer", subjects=subjects)
    file_reads.mark_read(session, me, sorted({candidate_id for candidate_id, _ in answers}), opened=False)


def mark_read(session: Session, me: RecruiterUser, question_id: str, authors: Sequence[str]) -> None:
    """Keeps that somebody says that they have read what people answered; whom they may not see is left out."""
    rows = select(Note.id).where(_seen(session, me, question_id), Note.candidate_id.in_(authors))
    now = clock.now()
    added = [
        {"note_id": note_id, "recruiter_id": me.recruiter_id, "structure_id": me.structure_id or "", "at": now}
        for note_id in session.scalars(rows)
    ]
    if added:
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        adding = insert(table_of(AnswerRead)).values(added)
        keys = ["note_id", "recruiter_id", "structure_id"]
        session.execute(adding.on_conflict_do_update(index_elements=keys, set_={"at": now}))
