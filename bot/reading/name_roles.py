"""Whether a word looks more like a last name or like a first name, when nothing else tells."""

import math
from functools import lru_cache

from bot.reading.name_words import DATA, fold_name, is_first_name, is_surname_like, read_words

_SURE = 3.0  # a listed first name of France
_LISTED = 2.0  # in one list of the world's names only
_MOST_BY_SHAPE = 1.5
_LONGEST_PIECE = 4


def role(word: str) -> float:
    """Returns how much a word looks like a last name (positive) or a first name (negative), between -3 and 2."""
    if is_surname_like(word):
        return 0.0
    if is_first_name(word):
        return -_SURE
    whole = _role_of_part(fold_name(word))
    parts = [part for part in fold_name(word).replace("-", " ").split() if len(part) > 1]
    return whole if len(parts) < 2 or abs(whole) >= _LISTED else sum(map(_role_of_part, parts)) / len(parts)


def is_last_name_only(word: str) -> bool:
    """Returns whether a word is listed among last names and not among first names."""
    return role(word) >= _LISTED


def is_first_name_only(word: str) -> bool:
    """Returns whether a word is listed among first names and not among last names."""
    return role(word) <= -_LISTED


@lru_cache(maxsize=4096)
def _role_of_part(folded: str) -> float:
    is_family, is_given = folded in _family_names(), folded in _given_names()
    if is_family is not is_given:
        return _LISTED if is_family else -_LISTED
    pieces = [_shapes().get(piece, 0.0) for piece in _pieces(folded)]
    by_shape = sum(pieces) / math.sqrt(max(1, len(pieces)))
    return max(-_MOST_BY_SHAPE, min(_MOST_BY_SHAPE, by_shape))


def _pieces(folded: str) -> list[str]:
    lengths = range(1, _LONGEST_PIECE + 1)
    ends = [folded[-length:] + "$" for length in lengths if len(folded) > length]
    starts = ["^" + folded[:length] for length in lengths[1:] if len(folded) > length]
    return [*ends, *starts, *(folded[at : at + 3] for at in range(1, len(folded) - 3))]


@lru_cache(maxsize=1)
def _family_names() -> frozenset[str]:
    return read_words("family_names.txt")


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    return read_words("given_names.txt")


@lru_cache(maxsize=1)
def _shapes() -> dict[str, float]:
    with (DATA / "name_shapes.txt").open(encoding="utf-8") as lines:
        pairs = (pair.rpartition("=") for line in lines if not line.startswith("#") for pair in line.split())
        return {piece: float(weight) for piece, _, weight in pairs}
