"""Read-only tables of hundreds of thousands of words in little memory: sorted hashes (spaCy's, 64 bits) for strings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id


class HashedWords:
    """A set of words that can be asked whether it holds one."""

    def __init__(self, hashes: NDArray[Any]) -> None:
        """Takes sorted hashes."""
        self.hashes = hashes

    @classmethod
    def of(cls, words: Iterable[str]) -> HashedWords:
        """Returns the set of these words."""
        return cls(np.unique(np.fromiter(map(get_string_id, words), dtype=np.uint64)))

    def __contains__(self, word: object) -> bool:
        return _find(self.hashes, word) is not None


class HashedTable:
    """What a dict by words, or by their hashes, is asked for."""

    def __init__(self, hashes: NDArray[Any], rows: NDArray[Any], values: Sequence[str] | None) -> None:
        """Takes a table's parts.

        Args:
            hashes: of the keys, sorted.
            rows: of each key, the number of its value.
            values: the distinct values, words with spaces between; None: the numbers are the values.
        """
        self.hashes, self.rows, self.values = hashes, rows, values

    @classmethod
    def of_words(cls, items: Mapping[Any, Sequence[str]]) -> HashedTable:
        """Returns a table whose values are lists of words."""
        numbers: dict[str, int] = {}
        rows = [numbers.setdefault(" ".join(words), len(numbers)) for words in items.values()]
        return cls(*_sorted(items, rows), list(numbers))

    @classmethod
    def of_numbers(cls, items: Mapping[Any, int]) -> HashedTable:
        """Returns a table whose values are numbers."""
        return cls(*_sorted(items, items.values()), None)

    def __len__(self) -> int:
        return len(self.hashes)

    def __contains__(self, key: object) -> bool:
        return _find(self.hashes, key) is not None

    def __getitem__(self, key: Any) -> Any:
        place = _find(self.hashes, key)
        if place is None:
            raise KeyError(key)
        return self._value(place)

    def get(self, key: Any, default: Any = None) -> Any:
        """Returns the value of a word, or the default."""
        place = _find(self.hashes, key)
        return default if place is None else self._value(place)

    def _value(self, place: int) -> Any:
        row = int(self.rows[place])
        return row if self.values is None else self.values[row].split(" ")


def _sorted(keys: Iterable[Any], rows: Iterable[int]) -> tuple[NDArray[Any], NDArray[Any]]:
    hashes = np.fromiter(map(get_string_id, keys), dtype=np.uint64)
    order = np.argsort(hashes)
    return hashes[order], np.fromiter(rows, dtype=np.int32)[order]


def _find(hashes: NDArray[Any], key: Any) -> int | None:
    wanted = np.uint64(get_string_id(key))
    place = int(hashes.searchsorted(wanted))
    return place if place < len(hashes) and hashes[place] == wanted else None
