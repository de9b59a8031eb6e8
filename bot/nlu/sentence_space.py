"""Where messages lie by what they mean.

The vectors of two sentence encoders side by side, turned so that few dimensions tell most of how alike two messages are.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.learning.kernel_regression import main_directions, unit_vectors
from bot.learning.short_text_encoder import ENCODER as SHORT_ENCODER
from bot.learning.short_text_encoder import encode as encode_short
from bot.nlu.sentence_encoder import ENCODER, encode

ENCODERS = f"{SHORT_ENCODER} {ENCODER}"
DIMENSIONS = 256  # of 896: nine tenths of the variance
_FEW = 8


def sentence_vectors(texts: Sequence[str]) -> NDArray[Any]:
    """Returns the vectors of both encoders side by side, each of unit length, shape (texts, 896)."""
    return _remembered(tuple(texts)) if len(texts) <= _FEW else _sentence_vectors(texts)


@functools.lru_cache(maxsize=1024)
def _remembered(texts: tuple[str, ...]) -> NDArray[Any]:
    return _sentence_vectors(texts)


def _sentence_vectors(texts: Sequence[str]) -> NDArray[Any]:
    return np.hstack([encode_short(list(texts)), encode(list(texts))])


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
