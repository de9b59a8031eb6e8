"""tf-idf features by scikit-learn's vectorizers, with a fast path for single texts.

The vocabulary is kept as sorted arrays of term hashes: a dict of a hundred thousand terms takes ten times the memory,
and its reference counts would be written on every access, so forked processes could not share it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.understanding.learning.npz_store import pack_texts, unpack_texts

Row = tuple[NDArray[Any], NDArray[Any]]


@dataclass(frozen=True)
class _Vocabulary:
    """Features of one vectorizer, sorted by term hash."""

    analyse: Callable[[str], list[str]]
    hashes: NDArray[Any]
    places: NDArray[Any]
    idf: NDArray[Any]
    weight: float

    @classmethod
    def of(
        cls, vectorizer: TfidfVectorizer, terms: Sequence[str], idf: NDArray[Any], weight: float, first: int
    ) -> _Vocabulary:
        hashes = _hashes(terms)
        order = np.argsort(hashes)
        return cls(vectorizer.build_analyzer(), hashes[order], first + order, idf[order], weight)

    def row(self, text: str) -> Row:
        hashes = _hashes(self.analyse(text))
        positions = np.searchsorted(self.hashes, hashes)
        positions[positions == len(self.hashes)] = 0
        positions, counts = np.unique(positions[self.hashes[positions] == hashes], return_counts=True)
        order = np.argsort(
            self.places[positions]
        )  # that of the hashes is another in each process, and so would sums be
        positions, counts = positions[order], counts[order]
        values = (1.0 + np.log(counts, dtype=np.float32)) * self.idf[positions]
        values *= self.weight / max(float(np.sqrt(values @ values)), 1e-12)
        return self.places[positions], values


def _hashes(terms: Sequence[str]) -> NDArray[Any]:
    return np.fromiter(map(hash, terms), dtype=np.int64, count=len(terms))


class TfidfFeatures:
    """Features of several vectorizers side by side: sublinear tf, unit rows, weighted.

    Args:
        vectorizers: unfitted, each with the weight of its features.
    """

    def __init__(self, vectorizers: Sequence[tuple[TfidfVectorizer, float]]) -> None:
        self._vectorizers = vectorizers
        self._parts: list[_Vocabulary] = []

    def fit(self, texts: Sequence[str]) -> csr_matrix:
        """Fit the vocabulary. Returns the features, one row per text."""
        parts = [vectorizer.fit_transform(texts) * np.float32(weight) for vectorizer, weight in self._vectorizers]
        self.load(self.arrays())
        return hstack(parts).tocsr()

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The fitted vocabulary as arrays for `load`."""
        arrays = {}
        for number, (vectorizer, _) in enumerate(self._vectorizers):
            arrays[f"terms {number}"] = pack_texts(
                sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__)
            )
            arrays[f"idf {number}"] = vectorizer.idf_.astype(np.float32)
        return arrays

    def load(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Load a fitted vocabulary."""
        self._parts, first = [], 0
        for number, (vectorizer, weight) in enumerate(self._vectorizers):
            terms = unpack_texts(arrays[f"terms {number}"])
            self._parts.append(_Vocabulary.of(vectorizer, terms, arrays[f"idf {number}"], weight, first))
            first += len(terms)
        self._size = first

    def row(self, text: str) -> Row:
        """Column indices and float32 values of one text."""
        places, values = zip(*(part.row(text) for part in self._parts), strict=True)
        return np.concatenate(places), np.concatenate(values)

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """Features of several texts, one row each."""
        rows = [self.row(text) for text in texts]
        ends = np.cumsum([0, *(len(places) for places, _ in rows)])
        places, values = zip(*rows, strict=True)
        return csr_matrix((np.concatenate(values), np.concatenate(places), ends), shape=(len(texts), self._size))
