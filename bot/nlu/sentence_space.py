"""Where messages lie by what they mean: their vectors, turned so that few dimensions tell most of how alike two are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.learning.kernel_regression import main_directions, unit_vectors
from bot.nlu.sentence_encoder import encode

DIMENSIONS = 256  # of 384
_REMEMBERED = 1024  # texts
_MOST_TOGETHER = 8  # more at once are training sentences, which are not read again


class _Remembering:
    """An encoder that remembers the vectors of texts it read a moment ago."""

    def __init__(self, encode: Callable[[list[str]], NDArray[Any]]) -> None:
        self._encode = encode
        self._vectors: dict[str, NDArray[Any]] = {}

    def __call__(self, texts: Sequence[str]) -> NDArray[Any]:
        if len(texts) > _MOST_TOGETHER:
            return self._encode(list(texts))
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if new:
            if len(self._vectors) > _REMEMBERED:
                self._vectors = {text: self._vectors[text] for text in texts if text in self._vectors}
            self._vectors |= zip(new, self._encode(new), strict=True)
        return np.stack([self._vectors[text] for text in texts])


sentence_vectors = _Remembering(encode)  # of unit length, shape (texts, 384)


@dataclass(frozen=True)
class SentenceSpace:
    """What is learned of the training sentences' vectors.

    Attributes:
        centre: their mean, which is taken off: they lie in a narrow cone.
        spread: the standard deviation of each dimension, by which it is divided.
        axes: directions of most variance, shape (dimensions of a vector, DIMENSIONS).
    """

    centre: NDArray[Any]
    spread: NDArray[Any]
    axes: NDArray[Any]

    @classmethod
    def learn(cls, vectors: NDArray[Any]) -> SentenceSpace:
        """Returns the space of these vectors."""
        centre, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
        axes = main_directions(unit_vectors(vectors, centre, spread), DIMENSIONS)
        return cls(centre, spread, np.ascontiguousarray(axes))

    def place(self, vectors: NDArray[Any]) -> NDArray[Any]:
        """Returns where vectors lie, shape (texts, DIMENSIONS): inner products tell how alike they are, at most 1."""
        placed: NDArray[Any] = unit_vectors(vectors, self.centre, self.spread) @ self.axes
        return placed
