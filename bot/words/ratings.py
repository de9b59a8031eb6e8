"""Recruiters' ratings as the candidate reads them, by structure and without the recruiter's name."""

from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.french import day_in_words
from bot.content.sentences import sentence
from bot.records.desk import rating_queries
from bot.records.desk.rating_queries import CandidateRating, answer_hash
from bot.records.models import Candidate, Rating, RatingVersion


def rating_lines(session: Session, candidate: Candidate) -> dict[str, list[tuple[str, str]]]:
    """Title and text of each final rating, its earlier versions and joint conclusions, by note id."""
    notes = {note.id: note for note in candidate.notes}
    lines: dict[str, list[tuple[str, str]]] = {}
    for visible in rating_queries.for_candidate(session, candidate):
        versions: list[Rating | RatingVersion] = [
            *visible.rating.earlier,
            *([visible.rating] if visible.rating.is_final else []),
        ]
        for version in reversed(versions):
            is_current = version.answer_hash == answer_hash(notes[visible.note_id])
            text = _text(version, is_current, version is visible.rating.last_final and not visible.rating.is_final)
            lines.setdefault(visible.note_id, []).append((_title(visible, version), text))
    for conclusion, structure in rating_queries.conclusions_for_candidate(session, candidate):
        title = sentence("own_ratings.conclusion_title", structure=structure)
        lines.setdefault(conclusion.note_id, []).append((title, f"« {conclusion.text} »"))
    return lines


def _title(visible: CandidateRating, version: Rating | RatingVersion) -> str:
    if version is visible.rating.last_final:
        title = sentence("own_ratings.title", structure=visible.structure)
    else:
        title = sentence("own_ratings.earlier_title", structure=visible.structure)
    return f"{title}, {day_in_words(clock.day_of(version.final_at))}" if version.final_at else title


def _text(version: Rating | RatingVersion, is_current: bool, is_being_corrected: bool) -> str:
    sentences = [
        sentence("own_ratings.level", anchor=version.anchor, level=version.level),
        sentence("own_ratings.quote", quote=version.quote) if version.quote else sentence("own_ratings.no_quote"),
    ]
    if version.comment:
        sentences.append(sentence("own_ratings.comment", comment=version.comment))
    if not is_current:
        sentences.append(sentence("own_ratings.answer_changed"))
    if is_being_corrected:
        sentences.append(sentence("own_ratings.being_corrected"))
    if isinstance(version, RatingVersion) and version.reason:
        sentences.append(sentence("own_ratings.reason", reason=version.reason))
    return " ".join(sentences)
