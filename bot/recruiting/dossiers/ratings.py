"""The manual ratings on the page of a dossier."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import rating_queries
from bot.records.desk.rating_queries import VisibleRatings, answer_hash
from bot.records.models import Candidate
from bot.records.store.pseudonyms import pseudonyms
from bot.recruiting.rendering import page_url
from bot.recruiting.review.rating_form import FROM_FILE
from bot.recruiting.review.rubric_words import rubric_words


@dataclass(frozen=True)
class DossierRating:
    """An answer of a dossier.

    Attributes:
        number: of the answer, from 1.
        trait: French name.
        href: of its rating page.
        seen: the ratings that the recruiter may see.
        read: hash of the answer as it is now.
    """

    number: int
    trait: str
    href: str
    seen: VisibleRatings
    read: str


def dossier_ratings(session: Session, me: RecruiterUser, candidate: Candidate) -> Sequence[DossierRating]:
    """The answers that can be rated, in order; empty without a structure."""
    if me.structure_id is None:
        return ()
    seen, words = rating_queries.visible_for_dossier(session, me, candidate), rubric_words()
    ref = pseudonyms(me, [candidate.id])[0].ref
    return [
        DossierRating(
            number,
            words.trait(note.trait),
            page_url(f"/situations/{note.question_id}/{ref}/apprecier?depuis={FROM_FILE}"),
            seen.get(note.id, VisibleRatings()),
            answer_hash(note),
        )
        for number, note in candidate.numbered_notes
        if note.is_answered
    ]
