"""Names within an edit distance of a typed one, without comparing it to each."""

from collections.abc import Iterable

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

_BITS = 32
_ONES = np.array([count.bit_count() for count in range(1 << 16)], dtype=np.uint8)


class NearNames:
    """Names indexed for edit distance (OSA: substitution, deletion, insertion, transposition).

    An edit changes the length by at most one, and removes at most one letter and adds another. Names whose length or
    set of letters differs by more need not be compared.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(names)
        self._lengths = np.array([len(name) for name in self._names], dtype=np.int16)
        self._letters = np.array([_letters_of(name) for name in self._names], dtype=np.uint32)

    def within(self, typed: str, max_distance: int, limit: int) -> list[tuple[str, int]]:
        """Up to `limit` names at a distance of at most `max_distance`, with their distance, nearest first."""
        unlike = self._letters ^ np.uint32(_letters_of(typed))
        swaps = _ONES[unlike & 0xFFFF] + _ONES[unlike >> 16]
        near = np.flatnonzero((swaps <= 2 * max_distance) & (np.abs(self._lengths - len(typed)) <= max_distance))
        names = [self._names[index] for index in near]
        matches = process.extract(typed, names, scorer=OSA.distance, score_cutoff=max_distance, limit=limit)
        return [(name, distance) for name, distance, _ in matches]


def _letters_of(name: str) -> int:
    """Bit set of the letters of a name. Several letters may share a bit."""
    bits = 0
    for letter in name:
        bits |= 1 << ord(letter) % _BITS
    return bits
