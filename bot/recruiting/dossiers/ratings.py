"""The manual ratings on the page of a dossier."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import rating_queries
from bot.records.desk.rating_queries import VisibleRatings, answer_hash
from bot.records.models import Candidate
from bot.records.store.pseudonyms import pseudonyms
from bot.recruiting.review.rating_pages import rating_url
from bot.recruiting.review.rubric_words import trait_name


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
    seen = rating_queries.visible_for_dossier(session, me, candidate)
    ref = pseudonyms(me, [candidate.id])[0].ref
    return [
        DossierRating(
            number,
            trait_name(note.trait),
            rating_url(note.question_id, ref, came=True),
            seen.get(note.id, VisibleRatings()),
            answer_hash(note),
        )
        for number, note in candidate.numbered_notes
        if note.is_answered
    ]
