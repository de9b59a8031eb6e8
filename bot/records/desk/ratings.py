"""Ratings by hand, as recruiters write them. Nothing else may: neither the chat nor what reads answers (a test holds that)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.base import clock
from bot.notes.masking import masking
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import rated
from bot.records.models import Note, Rating, RatingConclusion, RatingState, RatingVersion
from bot.records.store import audit

LEVELS = range(1, 6)


class Trouble(StrEnum):
    """Why a rating is not taken."""

    NO_LEVEL = "no_level"
    NO_QUOTE = "no_quote"
    NOT_THERE = "not_there"
    MASKED = "masked"
    CHANGED = "changed"
    CLOSED = "closed"
    NOT_BOTH = "not_both"
    NO_REASON = "no_reason"


class RatingRefusedError(ValueError):
    """A rating is not taken; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        """Keeps the reason.

        Args:
            trouble: why.
        """
        super().__init__(trouble)
        self.trouble = trouble


@dataclass(frozen=True)
class Passage:
    """Words of an answer as it is shown, and where they stand."""

    text: str
    part: str
    start: int
    end: int


@dataclass(frozen=True)
class Opinion:
    """What a recruiter says of an answer.

    Attributes:
        level: 1 to 5; None while they have not chosen.
        anchor: words of the scale for it.
        quote: the words that they choose as proof; empty while they have not.
        comment: may be empty.
        rubric_version: of the scale.
        read: `rated.answer_hash` of what they read.
    """

    level: int | None
    anchor: str | None
    quote: str
    comment: str
    rubric_version: str
    read: str


def find_passage(note: Note, words: str) -> Passage:
    """Returns where words stand in an answer as it is shown.

    Raises:
        RatingRefusedError: they do not, or a part of them stands for words that are not shown.
    """
    places = list(_places(note, words))
    for passage, masks in places:
        if not any(mask.start < passage.end and passage.start < mask.end for mask in masks):
            return passage
    raise RatingRefusedError(Trouble.MASKED if places else Trouble.NOT_THERE)


def _places(note: Note, words: str) -> Iterator[tuple[Passage, tuple[masking.Mask, ...]]]:
    for part, text in ((masking.ANSWER, note.answer), (masking.FOLLOWUP, note.followup_answer)):
        laid = masking.lay_over(text or "", note.masks, part)
        start = laid.text.find(words)
        while start >= 0:
            yield Passage(words, part, start, start + len(words)), laid.masks
            start = laid.text.find(words, start + 1)


def save_draft(session: Session, me: RecruiterUser, note: Note, opinion: Opinion) -> Rating:
    """Keeps what a recruiter has so far.

    Raises:
        RatingRefusedError: the rating is final, or the words are not in the answer; nothing is changed.
    """
    quote = find_passage(note, opinion.quote) if opinion.quote else None
    rating = _own(session, me, note, opinion)
    if rating.is_final:
        raise RatingRefusedError(Trouble.CLOSED)
    rating.level, rating.anchor, rating.comment = opinion.level, opinion.anchor, opinion.comment or None
    rating.quote = quote.text if quote else None
    rating.quote_part = quote.part if quote else None
    rating.quote_start, rating.quote_end = (quote.start, quote.end) if quote else (None, None)
    rating.rubric_version, rating.answer_hash = opinion.rubric_version, rated.answer_hash(note)
    rating.updated_at = clock.now()
    audit.record_access(session, actor=me.actor, act="drafted_rating", subject=subject_of(note))
    return rating


def finish(session: Session, me: RecruiterUser, note: Note, opinion: Opinion) -> Rating:
    """Keeps a rating and closes it.

    Raises:
        RatingRefusedError: something is missing, the answer is another than was read, or the rating is final.
    """
    earlier = rated.own(session, me, note.id)
    if earlier is not None and earlier.is_final:
        raise RatingRefusedError(Trouble.CLOSED)
    if opinion.level is None:
        raise RatingRefusedError(Trouble.NO_LEVEL)
    if not opinion.quote:
        raise RatingRefusedError(Trouble.NO_QUOTE)
    if opinion.read != rated.answer_hash(note):
        raise RatingRefusedError(Trouble.CHANGED)
    rating = save_draft(session, me, note, opinion)
    rating.state, rating.final_at = RatingState.FINAL, clock.now()
    audit.record(session, actor=me.actor, act="finished_rating", subject=subject_of(note))
    return rating


def correct(session: Session, me: RecruiterUser, note: Note, reason: str) -> None:
    """Begins a new version of a recruiter's own final rating: what it was is kept, with why. An open one stays as it is.

    Raises:
        RatingRefusedError: no reason is given.
    """
    if not reason:
        raise RatingRefusedError(Trouble.NO_REASON)
    rating = rated.own(session, me, note.id)
    if rating is None or rating.final_at is None:
        return
    final_at = rating.final_at
    opened = update(Rating).where(Rating.id == rating.id, Rating.state == RatingState.FINAL)
    # In one statement: of two that come at once, one begins a version.
    if session.scalar(opened.values(state=RatingState.DRAFT, final_at=None).returning(Rating.id)) is None:
        return
    rating.earlier.append(
        RatingVersion(
            level=rating.level,
            anchor=rating.anchor or "",
            quote=rating.quote,
            comment=rating.comment,
            reason=reason,
            rubric_version=rating.rubric_version,
            answer_hash=rating.answer_hash,
            final_at=final_at,
        )
    )
    audit.record(session, actor=me.actor, act="corrected_rating", subject=subject_of(note))


def conclude(session: Session, me: RecruiterUser, note: Note, text: str) -> None:
    """Keeps what two readers say together; what was written before stays beneath.

    Raises:
        RatingRefusedError: there are not two final ratings that this recruiter may read.
    """
    seen = rated.of_note(session, me, note.id)
    if not seen.others or me.structure_id is None:
        raise RatingRefusedError(Trouble.NOT_BOTH)
    if seen.conclusions and seen.conclusions[-1].text == text:
        return
    session.add(
        RatingConclusion(note_id=note.id, structure_id=me.structure_id, recruiter_id=me.recruiter_id, text=text)
    )
    audit.record(session, actor=me.actor, act="concluded_rating", subject=subject_of(note))


def subject_of(note: Note) -> str:
    """Returns how the audit log names an answer."""
    return f"{note.candidate_id}/{note.question_id}"


def _own(session: Session, me: RecruiterUser, note: Note, opinion: Opinion) -> Rating:
    """Returns a recruiter's rating of a note, made if there is none."""
    rating = rated.own(session, me, note.id)
    if rating is not None:
        return rating
    if me.structure_id is None:
        raise LookupError("a rating is a structure's")
    made = Rating(
        note_id=note.id,
        candidate_id=note.candidate_id,
        structure_id=me.structure_id,
        recruiter_id=me.recruiter_id,
        trait=note.trait,
        question_id=note.question_id,
        rubric_version=opinion.rubric_version,
        answer_hash=rated.answer_hash(note),
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # another window of theirs was faster
        return session.scalars(
            select(Rating).where(Rating.note_id == note.id, rated.is_mine(me)).execution_options(populate_existing=True)
        ).one()
    return made
