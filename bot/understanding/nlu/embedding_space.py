"""Embedding space of messages, and their similarities to landmark sentences (Nyström method).

Similarity is a Gaussian kernel of the vectors. It is smooth, so a few thousand landmarks approximate it well at a
fraction of the time and memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.understanding.learning.embedding_cache import Encode
from bot.understanding.learning.kernel_regression import (
    exact_rbf_kernel,
    main_directions,
    nystroem_inverse,
    rbf_kernel,
    stable_shuffle,
    unit_vectors,
)
from bot.understanding.nlu.sentence_encoder import encode

DIMENSIONS = 256  # of 384
MAX_LANDMARKS = 4000
GAMMA = 2.0  # how fast the Gaussian falls
_MAX_CACHED = 1024  # texts
_MAX_CACHED_BATCH = 8  # more at once are training sentences, which are not read again


class _CachedEncoder:
    """Encoder with a cache of recent texts."""

    def __init__(self, encode: Callable[[list[str]], NDArray[Any]]) -> None:
        self._encode = encode
        self._vectors: dict[str, NDArray[Any]] = {}

    def __call__(self, texts: Sequence[str]) -> NDArray[Any]:
        if len(texts) > _MAX_CACHED_BATCH:
            return self._encode(list(texts))
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if new:
            if len(self._vectors) > _MAX_CACHED:
                self._vectors = {text: self._vectors[text] for text in texts if text in self._vectors}
            self._vectors |= zip(new, self._encode(new), strict=True)
        return np.stack([self._vectors[text] for text in texts])


sentence_vectors = _CachedEncoder(encode)  # of unit length, shape (texts, 384)


@dataclass(frozen=True)
class EmbeddingSpace:
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
    def learn(cls, vectors: NDArray[Any], chosen: NDArray[Any]) -> EmbeddingSpace:
        """Fit the space to vectors. Those at the `chosen` indices are landmarks."""
        centre, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
        axes = np.ascontiguousarray(main_directions(unit_vectors(vectors, centre, spread), DIMENSIONS))
        return cls(centre, spread, axes, unit_vectors(vectors[chosen], centre, spread) @ axes)

    def project(self, vectors: NDArray[Any]) -> NDArray[Any]:
        """Project vectors into the space, shape (texts, DIMENSIONS). Inner products are at most 1."""
        placed: NDArray[Any] = unit_vectors(vectors, self.centre, self.spread) @ self.axes
        return placed

    def landmark_features(self, vectors: NDArray[Any]) -> NDArray[Any]:
        """Landmark features for training, shape (texts, landmarks)."""
        return exact_rbf_kernel(self.project(vectors), self.landmarks, GAMMA)

    def similarities(self, texts: Sequence[str]) -> NDArray[Any]:
        """Similarities of texts to the landmarks, shape (texts, landmarks)."""
        return rbf_kernel(self.project(sentence_vectors(texts)), self.landmarks, GAMMA)

    def save(self, path: Path) -> None:
        """Save the arrays."""
        with path.open("wb") as file:
            np.savez(file, **vars(self))

    @classmethod
    def read(cls, path: Path) -> EmbeddingSpace:
        """Load a saved space."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(**stored)


class TrainingEmbeddings:
    """Embeddings of the training sentences.

    Attributes:
        meaning: the space fitted to them.
        nystroem_inverse: of its landmarks (see `FactoredKernel`).
    """

    def __init__(self, texts: Iterable[str], encode: Encode = sentence_vectors, most: int = MAX_LANDMARKS) -> None:
        distinct = list(dict.fromkeys(texts))
        rows = encode(distinct)
        self._vectors = dict(zip(distinct, rows, strict=True))
        self.meaning = EmbeddingSpace.learn(rows, np.sort(stable_shuffle(distinct)[:most]))
        landmarks = self.meaning.landmarks.astype(np.float64)
        self.nystroem_inverse = nystroem_inverse(rbf_kernel(landmarks, landmarks, GAMMA))

    def vectors(self, texts: Sequence[str]) -> NDArray[Any]:
        """Vectors of some of the sentences."""
        return np.stack([self._vectors[text] for text in texts])
