"""Reading by situation: one question, and everybody's answers to it, in no order that says anything of anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, selectinload

from bot import clock
from bot.records import audit, file_reads, shortlists, visibility
from bot.records.models import AnswerRead, Candidate, Note, Shortlisted, table_of
from bot.records.pseudonyms import candidate_called, shuffled
from bot.records.recruiters import SignedIn

_IS_ANSWERED = Note.answer.is_not(None)  # neither passed nor withdrawn; as the index has it


@dataclass(frozen=True)
class Situation:
    """A question and how far somebody is with the answers.

    Attributes:
        question_id: its id.
        answers: how many there are for this reader.
        read: how many of them they have read.
    """

    question_id: str
    answers: int
    read: int


class Answer(NamedTuple):
    """An answer in the list, without its words.

    Attributes:
        note_id: the stored row.
        candidate_id: its author.
        is_read: they have read it, as it is now.
        is_aside: they set its author aside.
    """

    note_id: str
    candidate_id: str
    is_read: bool
    is_aside: bool


def _is_read(me: SignedIn) -> ColumnElement[bool]:
    """Returns the condition of a row that says that somebody has read a note as it is now."""
    return and_(
        AnswerRead.note_id == Note.id,
        AnswerRead.recruiter_id == me.recruiter_id,
        AnswerRead.structure_id == (me.structure_id or ""),
        AnswerRead.at >= func.coalesce(Note.amended_at, Note.answered_at, Note.asked_at),
    )


def list_situations(session: Session, me: SignedIn) -> list[Situation]:
    """Returns the questions that somebody whom a reader sees has answered, by id."""
    rows = (
        select(Note.question_id, func.count(), func.count(AnswerRead.note_id))
        .join(Candidate, Candidate.id == Note.candidate_id)
        .outerjoin(AnswerRead, _is_read(me))
        .where(visibility.visible(session, me), _IS_ANSWERED)
        .group_by(Note.question_id)
        .order_by(Note.question_id)
    )
    return [Situation(*row) for row in session.execute(rows)]


def list_answers(session: Session, me: SignedIn, question_id: str) -> list[Answer]:
    """Returns everybody's answers to a question, shuffled for this reader."""
    is_of_question = (Note.question_id == question_id, _IS_ANSWERED)
    joined = select(Note.candidate_id, Note.id).join(Candidate, Candidate.id == Note.candidate_id)
    notes = dict(
        session.execute(joined.where(visibility.visible(session, me), *is_of_question).order_by(Note.asked_at, Note.id))
        .tuples()
        .all()
    )
    read = set(session.scalars(select(Note.id).join(AnswerRead, _is_read(me)).where(*is_of_question)))
    aside = set(session.scalars(select(Shortlisted.candidate_id).where(shortlists.is_mine(me))))
    return [
        Answer(notes[author], author, notes[author] in read, author in aside)
        for author in shuffled(me, question_id, notes)
    ]


def find_author(session: Session, me: SignedIn, question_id: str, ref: str) -> str | None:
    """Returns the id of whom a reader calls so, if they may see them and there is an answer to the question."""
    answered = select(Candidate.id).join(Note, Note.candidate_id == Candidate.id)
    is_it = Candidate.id == candidate_called(me, ref), Note.question_id == question_id, _IS_ANSWERED
    return session.scalar(answered.where(*is_it, visibility.visible(session, me)))


def load_notes(session: Session, note_ids: Sequence[str]) -> dict[str, Note]:
    """Returns notes with what their authors have to say about them, by id; they were chosen by `list_answers`."""
    rows = select(Note).where(Note.id.in_(note_ids)).options(selectinload(Note.comments))
    return {note.id: note for note in session.scalars(rows)}


def record_shown(session: Session, me: SignedIn, answers: Sequence[tuple[str, str]]) -> None:
    """Records that answers were shown: a line of the audit log and a reading of the file for each person.

    Args:
        session: an open session.
        me: to whom.
        answers: candidate and question of each.
    """
    subjects = [f"{candidate_id}/{question_id}" for candidate_id, question_id in answers]
    audit.record_readings(session, actor=me.actor, act="read_answer", subjects=subjects)
    file_reads.mark_read(session, me, sorted({candidate_id for candidate_id, _ in answers}), opened=False)


def mark_read(session: Session, me: SignedIn, note_ids: Sequence[str]) -> None:
    """Keeps that somebody says that they have read answers."""
    now = clock.now()
    rows = [
        {"note_id": note_id, "recruiter_id": me.recruiter_id, "structure_id": me.structure_id or "", "at": now}
        for note_id in note_ids
    ]
    if rows:
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        adding = insert(table_of(AnswerRead)).values(rows)
        keys = ["note_id", "recruiter_id", "structure_id"]
        session.execute(adding.on_conflict_do_update(index_elements=keys, set_={"at": now}))
