"""Ratings of answers, written by recruiters by hand. Neither the chat nor the quote finder may write one (tested)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.base import clock
from bot.notes.masking import masking
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import rating_queries
from bot.records.models import Note, Rating, RatingConclusion, RatingState, RatingVersion
from bot.records.store import audit

LEVELS = range(1, 6)


class RatingError(StrEnum):
    """Reason why a rating was refused."""

    NO_LEVEL = "no_level"
    NO_QUOTE = "no_quote"
    NOT_THERE = "not_there"
    MASKED = "masked"
    CHANGED = "changed"
    CLOSED = "closed"
    NOT_BOTH = "not_both"
    NO_REASON = "no_reason"


class RatingRefusedError(ValueError):
    """A rating was refused; nothing was saved."""

    def __init__(self, error: RatingError) -> None:
        super().__init__(error)
        self.error = error


@dataclass(frozen=True)
class QuoteSpan:
    """A quote of an answer as displayed, with its part and character offsets."""

    text: str
    part: str
    start: int
    end: int


@dataclass(frozen=True)
class RatingInput:
    """A recruiter's rating as entered.

    Attributes:
        level: 1 to 5; None if not chosen yet.
        anchor: the scale's wording for the level.
        quote: words of the answer that support the level; empty if not chosen yet.
        comment: may be empty.
        read: `rating_queries.answer_hash` of the answer as displayed.
    """

    level: int | None
    anchor: str | None
    quote: str
    comment: str
    rubric_version: str
    read: str


def locate_quote(note: Note, words: str) -> QuoteSpan:
    """Find a quote in an answer as displayed.

    Raises:
        RatingRefusedError: the words are not in the answer, or overlap a mask.
    """
    occurrences = list(_occurrences(note, words))
    for span, masks in occurrences:
        if not any(mask.start < span.end and span.start < mask.end for mask in masks):
            return span
    raise RatingRefusedError(RatingError.MASKED if occurrences else RatingError.NOT_THERE)


def _occurrences(note: Note, words: str) -> Iterator[tuple[QuoteSpan, tuple[masking.Mask, ...]]]:
    for part, text in ((masking.ANSWER, note.answer), (masking.FOLLOWUP, note.followup_answer)):
        laid = masking.lay_over(text or "", note.masks, part)
        start = laid.text.find(words)
        while start >= 0:
            yield QuoteSpan(words, part, start, start + len(words)), laid.masks
            start = laid.text.find(words, start + 1)


def save_draft(session: Session, me: RecruiterUser, note: Note, opinion: RatingInput) -> Rating:
    """Save an unfinished rating.

    Raises:
        RatingRefusedError: the rating is final, or the quote is not in the answer.
    """
    quote = locate_quote(note, opinion.quote) if opinion.quote else None
    rating = _own(session, me, note, opinion)
    if rating.is_final:
        raise RatingRefusedError(RatingError.CLOSED)
    rating.level, rating.anchor, rating.comment = opinion.level, opinion.anchor, opinion.comment or None
    rating.quote = quote.text if quote else None
    rating.quote_part = quote.part if quote else None
    rating.quote_start, rating.quote_end = (quote.start, quote.end) if quote else (None, None)
    rating.rubric_version, rating.answer_hash = opinion.rubric_version, rating_queries.answer_hash(note)
    rating.updated_at = clock.now()
    audit.record_access(session, actor=me.actor, act="drafted_rating", subject=audit_subject(note))
    return rating


def finish(session: Session, me: RecruiterUser, note: Note, opinion: RatingInput) -> Rating:
    """Save a rating and make it final.

    Raises:
        RatingRefusedError: something is missing, the answer changed since it was displayed, or the rating is final.
    """
    earlier = rating_queries.find_own(session, me, note.id)
    if earlier is not None and earlier.is_final:
        raise RatingRefusedError(RatingError.CLOSED)
    if opinion.level is None:
        raise RatingRefusedError(RatingError.NO_LEVEL)
    if not opinion.quote:
        raise RatingRefusedError(RatingError.NO_QUOTE)
    if opinion.read != rating_queries.answer_hash(note):
        raise RatingRefusedError(RatingError.CHANGED)
    rating = save_draft(session, me, note, opinion)
    rating.state, rating.final_at = RatingState.FINAL, clock.now()
    audit.record(session, actor=me.actor, act="finished_rating", subject=audit_subject(note))
    return rating


def correct(session: Session, me: RecruiterUser, note: Note, reason: str) -> None:
    """Reopen the recruiter's own final rating; the final version is kept with the reason. No effect on a draft.

    Raises:
        RatingRefusedError: no reason is given.
    """
    if not reason:
        raise RatingRefusedError(RatingError.NO_REASON)
    rating = rating_queries.find_own(session, me, note.id)
    if rating is None or rating.final_at is None:
        return
    final_at = rating.final_at
    opened = update(Rating).where(Rating.id == rating.id, Rating.state == RatingState.FINAL)
    # Atomic: of two simultaneous requests one creates the version.
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
    audit.record(session, actor=me.actor, act="corrected_rating", subject=audit_subject(note))


def write_joint_conclusion(session: Session, me: RecruiterUser, note: Note, text: str) -> None:
    """Add a joint conclusion of two recruiters; earlier ones are kept.

    Raises:
        RatingRefusedError: fewer than two final ratings are visible to the recruiter.
    """
    seen = rating_queries.visible_for_note(session, me, note.id)
    if not seen.others or me.structure_id is None:
        raise RatingRefusedError(RatingError.NOT_BOTH)
    if seen.conclusions and seen.conclusions[-1].text == text:
        return
    session.add(
        RatingConclusion(note_id=note.id, structure_id=me.structure_id, recruiter_id=me.recruiter_id, text=text)
    )
    audit.record(session, actor=me.actor, act="concluded_rating", subject=audit_subject(note))


def audit_subject(note: Note) -> str:
    """Subject of an answer in the audit log."""
    return f"{note.candidate_id}/{note.question_id}"


def _own(session: Session, me: RecruiterUser, note: Note, opinion: RatingInput) -> Rating:
    """The recruiter's rating of a note, created if missing."""
    rating = rating_queries.find_own(session, me, note.id)
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
        answer_hash=rating_queries.answer_hash(note),
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # the recruiter's other window was faster
        return session.scalars(
            select(Rating)
            .where(Rating.note_id == note.id, rating_queries.own_rating_filter(me))
            .execution_options(populate_existing=True)
        ).one()
    return made
