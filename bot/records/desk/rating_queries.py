"""Queries on ratings: what a recruiter may see, what the candidate may see, what rater agreement is computed from.

Blind until final: a recruiter sees colleagues' ratings of an answer only once their own is final. Candidates see the
structure and the text, never the recruiter's name. Ratings are written by `ratings.py` and nothing else.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, selectinload

from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.models import NO_STRUCTURE, Candidate, Note, Rating, RatingConclusion, RatingState, Structure


@dataclass(frozen=True)
class VisibleRatings:
    """Ratings of one answer that a recruiter may see.

    Attributes:
        mine: their own, draft or final.
        others: colleagues' at the same structure that are, or were, final; empty until their own is final.
        conclusions: joint conclusions, oldest first; empty unless `others` is not.
    """

    mine: Rating | None = None
    others: Sequence[Rating] = ()
    conclusions: Sequence[RatingConclusion] = ()


@dataclass(frozen=True)
class CandidateRating:
    """One rating as its candidate sees it: structure and text, no recruiter.

    Attributes:
        rating: the row. While it is being corrected show only `earlier`: the current text is a draft.
    """

    note_id: str
    structure: str
    rating: Rating


@dataclass(frozen=True)
class RatingPairs:
    """Input of weighted kappa for one trait.

    Attributes:
        levels: (first, second) levels of the two recruiters who finished first, as they stood then.
        single: number of answers with exactly one final rating.
    """

    levels: list[tuple[int, int]] = field(default_factory=list)
    single: int = 0


def answer_hash(note: Note) -> str:
    """Fingerprint of answer and follow-up: differs once a word changes or a follow-up answer arrives."""
    return hashlib.sha256(json.dumps([note.answer, note.followup_answer]).encode()).hexdigest()


def own_rating_filter(me: RecruiterUser) -> ColumnElement[bool]:
    """Condition that a rating is the recruiter's own, at their structure."""
    return and_(Rating.recruiter_id == me.recruiter_id, Rating.structure_id == (me.structure_id or NO_STRUCTURE))


def find_own(session: Session, me: RecruiterUser, note_id: str) -> Rating | None:
    """The recruiter's rating of a note."""
    return session.scalar(select(Rating).where(Rating.note_id == note_id, own_rating_filter(me)))


def own_states(session: Session, me: RecruiterUser, question_id: str) -> dict[str, str]:
    """`draft` or `final` by note id, for the recruiter's own ratings of one scenario."""
    rows = select(Rating.note_id, Rating.state).where(own_rating_filter(me), Rating.question_id == question_id)
    return dict(session.execute(rows).tuples().all())


def visible_for_note(session: Session, me: RecruiterUser, note_id: str) -> VisibleRatings:
    """Ratings of a note. The caller must have checked that the recruiter may see the note (`visibility`)."""
    return _visible(session, me, [note_id]).get(note_id, VisibleRatings())


def visible_for_dossier(session: Session, me: RecruiterUser, candidate: Candidate) -> dict[str, VisibleRatings]:
    """Ratings of the notes of a dossier, by note id."""
    return _visible(session, me, [note.id for note in candidate.notes])


def _visible(session: Session, me: RecruiterUser, note_ids: Sequence[str]) -> dict[str, VisibleRatings]:
    at = me.structure_id or NO_STRUCTURE
    rows = select(Rating).where(Rating.structure_id == at, Rating.note_id.in_(note_ids)).order_by(Rating.created_at)
    ratings = session.scalars(rows.options(selectinload(Rating.earlier))).all()
    conclusions = session.scalars(
        select(RatingConclusion)
        .where(RatingConclusion.structure_id == at, RatingConclusion.note_id.in_(note_ids))
        .order_by(RatingConclusion.id)
    ).all()
    visible = {}
    for note_id in {rating.note_id for rating in ratings}:
        of_this = [rating for rating in ratings if rating.note_id == note_id]
        mine = next((rating for rating in of_this if rating.recruiter_id == me.recruiter_id), None)
        if mine is None or not mine.is_final:  # blind until their own is final
            visible[note_id] = VisibleRatings(mine)
            continue
        others = [rating for rating in of_this if rating is not mine and rating.last_final]
        visible[note_id] = VisibleRatings(
            mine, others, [row for row in conclusions if row.note_id == note_id] if others else []
        )
    return visible


def for_candidate(session: Session, candidate: Candidate) -> list[CandidateRating]:
    """Ratings that are final, or were final before a correction in progress; oldest first."""
    rows = (
        select(Rating, Structure.name)
        .join(Structure, Structure.id == Rating.structure_id)
        .where(Rating.candidate_id == candidate.id)
        .order_by(Rating.created_at, Rating.id)
        .options(selectinload(Rating.earlier))
    )
    return [
        CandidateRating(rating.note_id, structure, rating)
        for rating, structure in session.execute(rows)
        if rating.is_final or rating.earlier
    ]


def conclusions_for_candidate(session: Session, candidate: Candidate) -> list[tuple[RatingConclusion, str]]:
    """Joint conclusions about a candidate's answers with the structure's name, oldest first."""
    rows = (
        select(RatingConclusion, Structure.name)
        .join(Structure, Structure.id == RatingConclusion.structure_id)
        .join(Note, Note.id == RatingConclusion.note_id)
        .where(Note.candidate_id == candidate.id)
        .order_by(RatingConclusion.id)
    )
    return [(row, structure) for row, structure in session.execute(rows)]


def rating_pairs_by_trait(session: Session, structure_id: str) -> dict[str, RatingPairs]:
    """Pairs by trait, without note or recruiter ids.

    Only answers whose text was the same for both count. A rating under correction is a draft, so its answer drops out
    until the correction is final.
    """
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
    return {trait: RatingPairs(pairs, single[trait]) for trait, pairs in levels.items()}


def _first_two(ratings: Iterable[Rating]) -> tuple[int, int] | None:
    """Levels of the first two recruiters who finished, if both rated the same text. Neither had seen the other's."""
    firsts = [rating.earlier[0] if rating.earlier else rating for rating in ratings]
    firsts.sort(key=lambda first: (first.final_at is None, first.final_at))
    if len(firsts) < 2 or firsts[0].answer_hash != firsts[1].answer_hash:
        return None
    one, other = firsts[0].level, firsts[1].level
    return None if one is None or other is None else (one, other)
