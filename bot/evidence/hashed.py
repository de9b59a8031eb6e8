"""Read-only tables of hundreds of thousands of words in little memory: sorted hashes (spaCy's, 64 bits) for strings."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id

_MISSING = object()


class HashedWords:
    """A set of words that can be asked whether it holds one."""

    def __init__(self, words: Iterable[str]) -> None:
        self._hashes = np.unique(np.fromiter(map(get_string_id, words), dtype=np.uint64))

    def __contains__(self, word: object) -> bool:
        return _find(self._hashes, word) is not None


class HashedTable:
    """What a dict by words, or by their hashes, is asked for. Its values are to be left as they are."""

    def __init__(self, items: Mapping[Any, Any]) -> None:
        hashes = np.fromiter(map(get_string_id, items), dtype=np.uint64, count=len(items))
        order = np.argsort(hashes)
        numbers: dict[Any, int] = {}  # of the distinct values
        keys = (tuple(value) if isinstance(value, list) else value for value in items.values())
        rows = np.fromiter((numbers.setdefault(key, len(numbers)) for key in keys), dtype=np.int32, count=len(items))
        self._hashes, self._rows = hashes[order], rows[order]
        self._values = [list(value) if isinstance(value, tuple) else value for value in numbers]

    def __len__(self) -> int:
        return len(self._hashes)

    def __contains__(self, key: Any) -> bool:
        return _find(self._hashes, key) is not None

    def __getitem__(self, key: Any) -> Any:
        place = _find(self._hashes, key)
        if place is None:
            raise KeyError(key)
        return self._values[self._rows[place]]

    def get(self, key: Any, default: Any = None) -> Any:
        """Returns the value of a word, or the default."""
        place = _find(self._hashes, key)
        return default if place is None else self._values[self._rows[place]]


def _find(hashes: NDArray[Any], key: Any) -> int | None:
    wanted = np.uint64(get_string_id(key))
    place = int(hashes.searchsorted(wanted))
    return place if place < len(hashes) and hashes[place] == wanted else None
