"""The tf-idf features of texts by scikit-learn's fitted vectorizers; of one text without what they spend on a single row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer


class TextRows:
    """Features of texts by several vectorizers side by side (sublinear term frequencies, rows of unit length, weighted)."""

    def __init__(self, vectorizers: Sequence[tuple[TfidfVectorizer, float]]) -> None:
        """Takes fitted vectorizers, each with the weight of its features."""
        self._vectorizers = vectorizers
        self._parts = []
        first = 0
        for vectorizer, weight in vectorizers:
            self._parts.append((vectorizer.build_analyzer(), vectorizer.vocabulary_, vectorizer.idf_, weight, first))
            first += len(vectorizer.vocabulary_)

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """Returns the features of texts, a row each, as scikit-learn gives them."""
        parts = [vectorizer.transform(texts) * np.float32(weight) for vectorizer, weight in self._vectorizers]
        return hstack(parts).tocsr()

    def row(self, text: str) -> tuple[NDArray[Any], NDArray[Any]]:
        """Returns the places of a text's features and their values, float32."""
        parts = [self._part(text, *part) for part in self._parts]
        places, values = zip(*parts, strict=True)
        return np.concatenate(places), np.concatenate(values)

    @staticmethod
    def _part(
        text: str, analyse: Any, vocabulary: dict[str, int], idf: NDArray[Any], weight: float, first: int
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        times = Counter(place for term in analyse(text) if (place := vocabulary.get(term)) is not None)
        places = np.fromiter(times.keys(), dtype=np.int64, count=len(times))
        values = (1.0 + np.log(np.fromiter(times.values(), dtype=np.float32, count=len(times)))) * idf[places]
        values *= weight / max(float(np.sqrt(values @ values)), 1e-12)
        return places + first, values.astype(np.float32)
