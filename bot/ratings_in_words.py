"""Ratings of a person's answers as that person reads them: which structure, which words of the scale, what was quoted."""

from sqlalchemy.orm import Session

from bot import clock
from bot.records import rated
from bot.records.models import Candidate
from bot.records.rated import answer_hash
from bot.wording import day_in_words

LEVEL = "{level} sur une échelle de 1 à 5"
CHANGED = "Vous avez modifié ou complété votre réponse depuis."
REOPENED = "Cette appréciation est en cours de révision."
NO_QUOTE = "Les mots cités, vous les avez retirés."


def ratings_in_words(session: Session, candidate: Candidate) -> dict[str, list[tuple[str, str]]]:
    """Returns what recruiters thought of a person's answers, by note: pairs of whose it is and what it says.

    Who rated is not told, nor what is not final; what two readers wrote together is.
    """
    notes = {note.id: note for note in candidate.notes}
    found: dict[str, list[tuple[str, str]]] = {}
    for told in rated.told(session, candidate):
        last = told.last_final
        sentences = [
            f"Repère choisi : « {last.anchor} » ({LEVEL.format(level=last.level)}).",
            f"Passage cité : « {last.quote} »." if last.quote else NO_QUOTE,
            *([f"Commentaire : « {last.comment} »"] if last.comment else []),
            *([CHANGED] if last.answer_hash != answer_hash(notes[told.note_id]) else []),
            *([REOPENED] if not told.rating.is_final else []),
        ]
        day = "" if last.final_at is None else f", {day_in_words(last.final_at.astimezone(clock.PARIS).date())}"
        found.setdefault(told.note_id, []).append((f"Appréciation de {told.structure}{day}", " ".join(sentences)))
    for said, structure in rated.told_conclusions(session, candidate):
        found.setdefault(said.note_id, []).append((f"Conclusion de {structure}, à deux lectures", f"« {said.text} »"))
    return found
