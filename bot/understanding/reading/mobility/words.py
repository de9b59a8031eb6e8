"""Word lists for mobility (`bot/data/reading/mobility_words.yml`) and tolerant lookups in them."""

from collections.abc import Collection
from functools import cache
from itertools import groupby
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.base.text import fold
from bot.understanding.reading.data_files import load_yaml

_MIN_TYPO_LETTERS = 7  # of a word with a typo
_MIN_TWO_TYPOS_LETTERS = 9  # of a word with two typos, or in pieces ("dépar teman")
_MIN_SIMILARITY = 82  # percent


def _lists() -> Any:
    return load_yaml("reading/mobility_words.yml")


@cache
def word_list(name: str) -> frozenset[str]:
    """One list of single words: country, no, vague, fillers, parting, exceptions."""
    return frozenset(_lists()[name].split())


def split_at(text: str, name: str) -> list[str]:
    """Split a text at the words of a list, which are dropped."""
    parts = groupby(text.split(), lambda word: fold(word) in word_list(name))
    return [" ".join(part) for is_between, part in parts if not is_between] or [""]


@cache
def unit_of(word: str) -> float | None:
    """Kilometres of a unit, typos allowed ("kilomettre"), or None for other words."""
    units = {name: float(km) for km, line in _lists()["units"].items() for name in line.split()}
    near = (km for name, km in units.items() if len(name) >= _MIN_TYPO_LETTERS <= len(word) and _is_near(word, name))
    return units.get(word) or next(near, None)


def own_extent(folded: str) -> str | None:
    """Widest own area named in folded text: region, departement, around or town."""
    words = folded.split()
    named = (extent for extent, line in _lists()["own"].items() if any(_contains(words, name) for name in line.split()))
    return next(named, None)


def _contains(words: Collection[str], name: str) -> bool:
    if name in words or len(name) < _MIN_TYPO_LETTERS:
        return name in words
    glued = "".join(words)
    in_pieces = len(name) >= _MIN_TWO_TYPOS_LETTERS and len(name) - 2 <= len(glued) <= 2 * len(name)
    return any(_is_near(word, name) for word in words) or (
        in_pieces and fuzz.partial_ratio(name, glued) >= _MIN_SIMILARITY
    )


def _is_near(word: str, name: str) -> bool:
    return OSA.distance(word, name) <= 1 + (len(name) >= _MIN_TWO_TYPOS_LETTERS)
