"""Search suggestions ("did you mean") for misspelt names and towns, from the search index alone."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product
from string import ascii_lowercase

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.base import geography
from bot.base.text import fold_any_script
from bot.records.desk.directory import MIN_PREFIX_LENGTH
from bot.records.desk.listing import Filters, Listing
from bot.records.desk.visibility import Viewer, visible_candidates_filter
from bot.records.models import Candidate, SearchWord

MAX_SUGGESTIONS = 4
_TRIED = 16
_WORDS = 4  # of a search, each of which may be a place
_SHORTEST, _LONGEST = 4, 20  # letters of a word in which a slip is looked for
_LONG = 5  # letters, from which a town's word may have two slips


def suggest_searches(session: Session, me: Viewer, rows: Listing, filters: Filters) -> list[str]:
    """Searches that do match, for names that match no candidate under the other filters.

    An unknown word is replaced by indexed words one edit away (two for a long word of a town), else by its longest prefix that
    is indexed.
    """
    words = fold_any_script(filters.names).split()
    choices = [[word] if _known(session, me, [word]) else _instead_of(session, me, word) for word in words]
    if choices == [[word] for word in words]:
        return []
    searches = (" ".join(filter(None, chosen)) for chosen in islice(product(*choices), _TRIED))
    finding = (one for one in dict.fromkeys(searches) if one and _finds(session, rows, replace(filters, names=one)))
    return list(islice(finding, MAX_SUGGESTIONS))


def suggest_departements(session: Session, rows: Listing, filters: Filters) -> list[Filters]:
    """Filters that read some of the words as a département (name, number, postcode, commune) and do match.

    Empty if the filters already name départements.
    """
    words = fold_any_script(filters.names).split()
    if filters.departements or not words:
        return []
    readings: list[tuple[list[str], list[str]]] = [(words, [])] + [
        ([word], words[:at] + words[at + 1 :]) for at, word in enumerate(words[:_WORDS])
    ]
    meant = (
        replace(filters, names=" ".join(others), departements=(code,))
        for place, others in readings
        for code in geography.departements_of(" ".join(place))
    )
    return [one for one in islice(dict.fromkeys(meant), _TRIED) if _finds(session, rows, one)][:MAX_SUGGESTIONS]


def _finds(session: Session, rows: Listing, filters: Filters) -> bool:
    return session.scalar(rows.found(filters).limit(1)) is not None


def _known(session: Session, me: Viewer, words: list[str]) -> set[str]:
    """Words that are in the index of a visible candidate."""
    rows = select(SearchWord.word).join(Candidate, Candidate.id == SearchWord.candidate_id)
    return set(
        session.scalars(rows.where(SearchWord.word.in_(words), visible_candidates_filter(session, me)).distinct())
    )


def _instead_of(session: Session, me: Viewer, word: str) -> list[str]:
    near: set[str] = set()
    if _SHORTEST <= len(word) <= _LONGEST:
        near = _known(session, me, list(set(_slips(word)))) | _of_towns(session, me, word)
    near = {one for one in near if not any(other != one and other.startswith(one) for other in near)}
    if near:
        return sorted(near, key=lambda one: (OSA.distance(word, one), one))[:MAX_SUGGESTIONS]
    beginnings = [word[:length] for length in range(min(len(word), _LONGEST) - 1, MIN_PREFIX_LENGTH - 1, -1)]
    known = _known(session, me, beginnings)
    return [next((one for one in beginnings if one in known), "")]


def _of_towns(session: Session, me: Viewer, word: str) -> set[str]:
    towns = session.scalars(select(Candidate.town_order).where(visible_candidates_filter(session, me)).distinct())
    words = sorted({part for town in towns for part in town.split() if len(part) >= _SHORTEST})
    near = process.extract(
        word, words, scorer=OSA.distance, score_cutoff=2 if len(word) >= _LONG else 1, limit=MAX_SUGGESTIONS
    )
    return {found for found, _, _ in near}


def _slips(word: str) -> Iterator[str]:
    """Strings one edit away: a letter inserted, deleted, replaced, or two swapped."""
    for at in range(len(word) + 1):
        before, behind = word[:at], word[at:]
        yield from (before + letter + behind for letter in ascii_lowercase)
        if behind:
            yield before + behind[1:]
            yield from (before + letter + behind[1:] for letter in ascii_lowercase)
        if len(behind) > 1:
            yield before + behind[1] + behind[0] + behind[2:]
