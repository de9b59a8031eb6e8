"""The manual ratings on the page of a dossier."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.records.accounts.recruiters import SignedIn
from bot.records.desk import rated
from bot.records.desk.rated import Rated, answer_hash
from bot.records.models import Candidate
from bot.records.store.pseudonyms import pseudonyms
from bot.recruiting.rendering import address
from bot.recruiting.situations.rating_form import FROM_FILE
from bot.recruiting.situations.rubric_words import rubric_words


@dataclass(frozen=True)
class FileRating:
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
    seen: Rated
    read: str


def ratings_of_file(session: Session, me: SignedIn, candidate: Candidate) -> Sequence[FileRating]:
    """The answers that can be rated, in order; empty without a structure."""
    if me.structure_id is None:
        return ()
    seen, words = rated.of_file(session, me, candidate), rubric_words()
    ref = pseudonyms(me, [candidate.id])[0].ref
    return [
        FileRating(
            number,
            words.trait(note.trait),
            address(f"/situations/{note.question_id}/{ref}/apprecier?depuis={FROM_FILE}"),
            seen.get(note.id, Rated()),
            answer_hash(note),
        )
        for number, note in candidate.numbered_notes
        if note.is_answered
    ]
