"""Ratings as they are read: who sees whose, what their candidate is told, and the pairs that agreement is counted on."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, selectinload

from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.models import Candidate, Note, Rating, RatingConclusion, RatingState, Structure


@dataclass(frozen=True)
class Rated:
    """What a recruiter sees of the ratings of an answer.

    Attributes:
        mine: their own, draft or final.
        others: of colleagues at the same structure, once final (they may be corrected meanwhile); none until their own is.
        conclusions: what was written together, oldest first; none until then either.
    """

    mine: Rating | None = None
    others: Sequence[Rating] = ()
    conclusions: Sequence[RatingConclusion] = ()


@dataclass(frozen=True)
class Told:
    """A rating as its candidate reads it: whose structure's, never whose.

    Attributes:
        note_id: of the answer.
        structure: name of the structure.
        rating: the row; of one that is being corrected, only `earlier` is told.
    """

    note_id: str
    structure: str
    rating: Rating


@dataclass(frozen=True)
class Pairs:
    """Answers of one trait that two people rated, each without the other.

    Attributes:
        levels: what the first and the second to finish chose when they finished for the first time.
        single: how many answers one person alone has rated.
    """

    levels: list[tuple[int, int]] = field(default_factory=list)
    single: int = 0


def answer_hash(note: Note) -> str:
    """Returns what tells an answer from what it was before: another once a word of it changed, or the follow-up came."""
    return hashlib.sha256(json.dumps([note.answer, note.followup_answer]).encode()).hexdigest()


def is_mine(me: RecruiterUser) -> ColumnElement[bool]:
    """Returns the condition that a rating is a recruiter's own, at the structure where they are."""
    return and_(Rating.recruiter_id == me.recruiter_id, Rating.structure_id == (me.structure_id or ""))


def own(session: Session, me: RecruiterUser, note_id: str) -> Rating | None:
    """Returns a recruiter's rating of a note, if any."""
    return session.scalar(select(Rating).where(Rating.note_id == note_id, is_mine(me)))


def own_states(session: Session, me: RecruiterUser, question_id: str) -> dict[str, str]:
    """Returns how far a recruiter is with the answers to a question: note to state."""
    rows = select(Rating.note_id, Rating.state).where(is_mine(me), Rating.question_id == question_id)
    return dict(session.execute(rows).tuples().all())


def of_note(session: Session, me: RecruiterUser, note_id: str) -> Rated:
    """Returns what a recruiter sees of a note's ratings; the note was chosen by what they may see."""
    return _seen(session, me, [note_id]).get(note_id, Rated())


def of_file(session: Session, me: RecruiterUser, candidate: Candidate) -> dict[str, Rated]:
    """Returns what a recruiter sees of the ratings of a file's notes, by note."""
    return _seen(session, me, [note.id for note in candidate.notes])


def _seen(session: Session, me: RecruiterUser, note_ids: Sequence[str]) -> dict[str, Rated]:
    at = me.structure_id or ""
    rows = select(Rating).where(Rating.structure_id == at, Rating.note_id.in_(note_ids)).order_by(Rating.created_at)
    ratings = session.scalars(rows.options(selectinload(Rating.earlier))).all()
    said = session.scalars(
        select(RatingConclusion)
        .where(RatingConclusion.structure_id == at, RatingConclusion.note_id.in_(note_ids))
        .order_by(RatingConclusion.id)
    ).all()
    seen = {}
    for note_id in {rating.note_id for rating in ratings}:
        of_this = [rating for rating in ratings if rating.note_id == note_id]
        mine = next((rating for rating in of_this if rating.recruiter_id == me.recruiter_id), None)
        if mine is None or not mine.is_final:  # theirs comes first: nobody else's tells them what to think
            seen[note_id] = Rated(mine)
            continue
        others = [rating for rating in of_this if rating is not mine and rating.last_final]
        seen[note_id] = Rated(mine, others, [row for row in said if row.note_id == note_id] if others else [])
    return seen


def told(session: Session, candidate: Candidate) -> list[Told]:
    """Returns what a person reads of the ratings of their answers: those that were final once, oldest first."""
    rows = (
        select(Rating, Structure.name)
        .join(Structure, Structure.id == Rating.structure_id)
        .where(Rating.candidate_id == candidate.id)
        .order_by(Rating.created_at, Rating.id)
        .options(selectinload(Rating.earlier))
    )
    return [
        Told(rating.note_id, structure, rating)
        for rating, structure in session.execute(rows)
        if rating.is_final or rating.earlier
    ]


def told_conclusions(session: Session, candidate: Candidate) -> list[tuple[RatingConclusion, str]]:
    """Returns what readers wrote together about a person's answers, each with its structure's name, oldest first."""
    rows = (
        select(RatingConclusion, Structure.name)
        .join(Structure, Structure.id == RatingConclusion.structure_id)
        .join(Note, Note.id == RatingConclusion.note_id)
        .where(Note.candidate_id == candidate.id)
        .order_by(RatingConclusion.id)
    )
    return [(row, structure) for row, structure in session.execute(rows)]


def pairs(session: Session, structure_id: str) -> dict[str, Pairs]:
    """Returns what two people chose for the same answers, by trait; nobody's and no answer's by name."""
    rows = select(Rating).where(Rating.structure_id == structure_id, Rating.state == RatingState.FINAL)
    by_note: dict[str, list[Rating]] = {}
    for rating in session.scalars(rows.options(selectinload(Rating.earlier)).order_by(Rating.note_id, Rating.id)):
        by_note.setdefault(rating.note_id, []).append(rating)
    levels: dict[str, list[tuple[int, int]]] = {}
    single = Counter[str]()
    for ratings in by_note.values():
        trait = ratings[0].trait
        levels.setdefault(trait, [])
        single[trait] += len(ratings) == 1
        pair = _first_two(ratings)
        if pair is not None:
            levels[trait].append(pair)
    return {trait: Pairs(found, single[trait]) for trait, found in levels.items()}


def _first_two(ratings: Iterable[Rating]) -> tuple[int, int] | None:
    """Returns the levels of the first two who finished, before either read the other, if they rated the same words."""
    firsts = [rating.earlier[0] if rating.earlier else rating for rating in ratings]
    firsts.sort(key=lambda first: (first.final_at is None, first.final_at))
    if len(firsts) < 2 or firsts[0].answer_hash != firsts[1].answer_hash:
        return None
    one, other = firsts[0].level, firsts[1].level
    return None if one is None or other is None else (one, other)
