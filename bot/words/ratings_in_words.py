"""Recruiters' ratings as the candidate reads them, by structure and without the recruiter's name."""

from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.french import day_in_words
from bot.records.desk import rating_queries
from bot.records.desk.rating_queries import CandidateRating, answer_hash
from bot.records.models import Candidate, Rating, RatingVersion

LEVEL = "{level} sur une échelle de 1 à 5"
CHANGED = "Vous avez modifié ou complété votre réponse depuis."
REOPENED = "Cette appréciation est en cours de correction."
WHY = "Raison de la correction : « {reason} »."
NO_QUOTE = "Les mots cités, vous les avez retirés."


def ratings_in_words(session: Session, candidate: Candidate) -> dict[str, list[tuple[str, str]]]:
    """Title and text of each final rating, its earlier versions and joint conclusions, by note id."""
    notes = {note.id: note for note in candidate.notes}
    found: dict[str, list[tuple[str, str]]] = {}
    for told in rating_queries.for_candidate(session, candidate):
        answer = answer_hash(notes[told.note_id])
        versions: list[Rating | RatingVersion] = [
            *told.rating.earlier,
            *([told.rating] if told.rating.is_final else []),
        ]
        for version in reversed(versions):
            found.setdefault(told.note_id, []).append(_one(told, version, answer))
    for said, structure in rating_queries.conclusions_for_candidate(session, candidate):
        found.setdefault(said.note_id, []).append((f"Conclusion de {structure}, à deux lectures", f"« {said.text} »"))
    return found


def _one(told: CandidateRating, version: Rating | RatingVersion, answer: str) -> tuple[str, str]:
    """Title and text of one version of a rating."""
    reason = version.reason if isinstance(version, RatingVersion) else None
    sentences = [
        f"Repère choisi : « {version.anchor} » ({LEVEL.format(level=version.level)}).",
        f"Passage cité : « {version.quote} »." if version.quote else NO_QUOTE,
        *([f"Commentaire : « {version.comment} »"] if version.comment else []),
        *([CHANGED] if version.answer_hash != answer else []),
        *([REOPENED] if version is told.rating.last_final and not told.rating.is_final else []),
        *([WHY.format(reason=reason)] if reason else []),
    ]
    day = "" if version.final_at is None else f", {day_in_words(version.final_at.astimezone(clock.PARIS).date())}"
    title = (
        f"Appréciation de {told.structure}"
        if version is told.rating.last_final
        else f"Avant correction, {told.structure}"
    )
    return f"{title}{day}", " ".join(sentences)
