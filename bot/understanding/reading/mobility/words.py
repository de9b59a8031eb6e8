"""Word lists for mobility (`bot/data/reading/mobility_words.yml`) and tolerant lookups in them."""

from collections.abc import Collection
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from ruamel.yaml import YAML

from bot.base.text import fold

_DATA = Path(__file__).resolve().parents[3] / "data" / "reading" / "mobility_words.yml"
_MIN_TYPO_LETTERS = 7  # letters from which a word may be misspelt
_MIN_TWO_TYPOS_LETTERS = 9  # letters from which it may be so twice, or cut in pieces ("dépar teman")
_MIN_SIMILARITY = 82  # of 100


@cache
def _lists() -> dict[str, Any]:
    with _DATA.open(encoding="utf-8") as lines:
        lists: dict[str, Any] = YAML(typ="safe").load(lines)
    return lists


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
    said = folded.split()
    named = (extent for extent, line in _lists()["own"].items() if any(_contains(said, name) for name in line.split()))
    return next(named, None)


def _contains(said: Collection[str], name: str) -> bool:
    if name in said or len(name) < _MIN_TYPO_LETTERS:
        return name in said
    glued = "".join(said)
    in_pieces = len(name) >= _MIN_TWO_TYPOS_LETTERS and len(name) - 2 <= len(glued) <= 2 * len(name)
    return any(_is_near(word, name) for word in said) or (
        in_pieces and fuzz.partial_ratio(name, glued) >= _MIN_SIMILARITY
    )


def _is_near(word: str, name: str) -> bool:
    return OSA.distance(word, name) <= 1 + (len(name) >= _MIN_TWO_TYPOS_LETTERS)
