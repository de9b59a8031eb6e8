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
_MAX_TRIED = 16
_MAX_PLACE_WORDS = 4  # words of a search tried as a place
_MIN_LENGTH, _MAX_LENGTH = 4, 20  # of a word that is corrected
_TWO_EDITS_FROM = 5  # characters of a word of a town


def suggest_searches(session: Session, me: Viewer, rows: Listing, filters: Filters) -> list[str]:
    """Searches that do match, for names that match no candidate under the other filters.

    An unknown word is replaced by indexed words one edit away (two for a long word of a town), else by its longest
    prefix that is indexed.
    """
    words = fold_any_script(filters.names).split()
    choices = [[word] if _indexed(session, me, [word]) else _replacements(session, me, word) for word in words]
    if choices == [[word] for word in words]:
        return []
    searches = (" ".join(filter(None, chosen)) for chosen in islice(product(*choices), _MAX_TRIED))
    finding = (one for one in dict.fromkeys(searches) if one and _has_match(session, rows, replace(filters, names=one)))
    return list(islice(finding, MAX_SUGGESTIONS))


def suggest_departements(session: Session, rows: Listing, filters: Filters) -> list[Filters]:
    """Filters that read some of the words as a département (name, number, postcode, commune) and do match.

    Empty if the filters already name départements.
    """
    words = fold_any_script(filters.names).split()
    if filters.departements or not words:
        return []
    readings: list[tuple[list[str], list[str]]] = [(words, [])] + [
        ([word], words[:at] + words[at + 1 :]) for at, word in enumerate(words[:_MAX_PLACE_WORDS])
    ]
    variants = (
        replace(filters, names=" ".join(others), departements=(code,))
        for place, others in readings
        for code in geography.departements_of(" ".join(place))
    )
    return [one for one in islice(dict.fromkeys(variants), _MAX_TRIED) if _has_match(session, rows, one)][
        :MAX_SUGGESTIONS
    ]


def _has_match(session: Session, rows: Listing, filters: Filters) -> bool:
    return session.scalar(rows.found(filters).limit(1)) is not None


def _indexed(session: Session, me: Viewer, words: list[str]) -> set[str]:
    """Words that are in the index of a visible candidate."""
    rows = select(SearchWord.word).join(Candidate, Candidate.id == SearchWord.candidate_id)
    return set(
        session.scalars(rows.where(SearchWord.word.in_(words), visible_candidates_filter(session, me)).distinct())
    )


def _replacements(session: Session, me: Viewer, word: str) -> list[str]:
    near: set[str] = set()
    if _MIN_LENGTH <= len(word) <= _MAX_LENGTH:
        near = _indexed(session, me, list(set(_one_edit_away(word)))) | _similar_town_words(session, me, word)
    near = {one for one in near if not any(other != one and other.startswith(one) for other in near)}
    if near:
        return sorted(near, key=lambda one: (OSA.distance(word, one), one))[:MAX_SUGGESTIONS]
    prefixes = [word[:length] for length in range(min(len(word), _MAX_LENGTH) - 1, MIN_PREFIX_LENGTH - 1, -1)]
    indexed = _indexed(session, me, prefixes)
    return [next((one for one in prefixes if one in indexed), "")]


def _similar_town_words(session: Session, me: Viewer, word: str) -> set[str]:
    towns = session.scalars(select(Candidate.town_order).where(visible_candidates_filter(session, me)).distinct())
    words = sorted({part for town in towns for part in town.split() if len(part) >= _MIN_LENGTH})
    near = process.extract(
        word, words, scorer=OSA.distance, score_cutoff=2 if len(word) >= _TWO_EDITS_FROM else 1, limit=MAX_SUGGESTIONS
    )
    return {town for town, _, _ in near}


def _one_edit_away(word: str) -> Iterator[str]:
    """Strings one edit away: a letter inserted, deleted, replaced, or two swapped."""
    for at in range(len(word) + 1):
        before, behind = word[:at], word[at:]
        yield from (before + letter + behind for letter in ascii_lowercase)
        if behind:
            yield before + behind[1:]
            yield from (before + letter + behind[1:] for letter in ascii_lowercase)
        if len(behind) > 1:
            yield before + behind[1] + behind[0] + behind[2:]
