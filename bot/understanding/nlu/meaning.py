"""Embedding space of messages, and their similarities to landmark sentences (Nyström method).

Similarity is a Gaussian kernel of the vectors. It is smooth, so a few thousand landmarks approximate it well at a
fraction
of the time and memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.understanding.learning.kept_vectors import Encode
from bot.understanding.learning.kernel_regression import (
    closeness,
    closeness_to_learn,
    drawn,
    main_directions,
    metric,
    unit_vectors,
)
from bot.understanding.learning.progress import tell
from bot.understanding.nlu.sentence_encoder import encode

DIMENSIONS = 256  # of 384
LANDMARKS = 4000
SHARPNESS = 2.0  # how fast the Gaussian falls
_REMEMBERED = 1024  # texts
_MOST_TOGETHER = 8  # more at once are training sentences, which are not read again


class _Remembering:
    """Encoder with a cache of recent texts."""

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
class Meaning:
    """Embedding space learned from the training sentences, shared by all models.

    Attributes:
        centre: mean vector; the raw vectors lie in a narrow cone.
        spread: standard deviation of each dimension.
        axes: principal directions, shape (dimensions of a vector, DIMENSIONS).
        landmarks: vectors of the landmark sentences, shape (landmarks, DIMENSIONS).
    """

    centre: NDArray[Any]
    spread: NDArray[Any]
    axes: NDArray[Any]
    landmarks: NDArray[Any]

    @classmethod
    def learn(cls, vectors: NDArray[Any], chosen: NDArray[Any]) -> Meaning:
        """Fit the space to vectors. Those at the `chosen` indices are landmarks."""
        centre, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
        axes = np.ascontiguousarray(main_directions(unit_vectors(vectors, centre, spread), DIMENSIONS))
        return cls(centre, spread, axes, unit_vectors(vectors[chosen], centre, spread) @ axes)

    def place(self, vectors: NDArray[Any]) -> NDArray[Any]:
        """Project vectors into the space, shape (texts, DIMENSIONS). Inner products are at most 1."""
        placed: NDArray[Any] = unit_vectors(vectors, self.centre, self.spread) @ self.axes
        return placed

    def seen(self, vectors: NDArray[Any]) -> NDArray[Any]:
        """Landmark features for training, shape (texts, landmarks)."""
        return closeness_to_learn(self.place(vectors), self.landmarks, SHARPNESS)

    def alike(self, texts: Sequence[str]) -> NDArray[Any]:
        """Similarities of texts to the landmarks, shape (texts, landmarks)."""
        return closeness(self.place(sentence_vectors(texts)), self.landmarks, SHARPNESS)

    def save(self, path: Path) -> None:
        """Save the arrays."""
        with path.open("wb") as file:
            np.savez(file, **vars(self))

    @classmethod
    def read(cls, path: Path) -> Meaning:
        """Load a saved space."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(**stored)


class Taught:
    """Embeddings of the training sentences.

    Attributes:
        meaning: the space fitted to them.
        metric: Nyström inverse of its landmarks (see `FactoredKernel`).
    """

    def __init__(self, texts: Iterable[str], encode: Encode = sentence_vectors, most: int = LANDMARKS) -> None:
        distinct = list(dict.fromkeys(texts))
        rows = encode(distinct)
        self._vectors = dict(zip(distinct, rows, strict=True))
        tell("messages: choosing landmarks")
        self.meaning = Meaning.learn(rows, np.sort(drawn(distinct)[:most]))
        landmarks = self.meaning.landmarks.astype(np.float64)
        self.metric = metric(closeness(landmarks, landmarks, SHARPNESS))

    def vectors(self, texts: Sequence[str]) -> NDArray[Any]:
        """Vectors of some of the sentences."""
        return np.stack([self._vectors[text] for text in texts])
