"""What meaning adds to the scores of messages, at a first look and thoroughly.

A message's score is what its words add and what its meaning adds: a sum over training sentences of how alike in meaning it
and each of them are. At a first look the short encoder tells what it means; only where that leaves doubt is the other,
which takes longer, asked as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.learning import landmarks
from bot.learning.kernel_regression import closeness
from bot.learning.short_text_encoder import DIMENSIONS as SHORT
from bot.nlu.sentence_space import SentenceSpace, sentence_vectors, short_vectors

_ROWS_AT_ONCE = 1024


@dataclass(frozen=True)
class Look(SentenceSpace):
    """What one kind of vectors says: sums over landmarks, a few of the training sentences.

    Attributes:
        landmarks: where they lie, shape (landmarks, dimensions).
        weights: what likeness to each adds, shape (landmarks, …).
        sharpness: of the Gaussian that likeness is.
    """

    landmarks: NDArray[Any]
    weights: NDArray[Any]
    sharpness: NDArray[Any]

    @classmethod
    def fit(cls, space: SentenceSpace, places: NDArray[Any], scores: NDArray[Any], most: int, sharpness: float) -> Look:
        """Returns the landmarks whose sums come closest to the training sentences' scores.

        Args:
            space: of their vectors.
            places: where they lie.
            scores: what meaning adds, shape (sentences, …).
            most: landmarks.
            sharpness: of the Gaussian.
        """
        chosen = places[landmarks.choose(len(places), most)]
        flat = scores.reshape(len(scores), -1)
        weights = landmarks.fit(lambda rows: closeness(places[rows], chosen, sharpness), flat)
        weights = weights.reshape(len(chosen), *scores.shape[1:])
        return cls(space.centre, space.spread, space.axes, chosen, weights, np.array(sharpness, dtype=np.float32))

    def alike(self, texts: Sequence[str]) -> NDArray[Any]:
        """Returns how alike in meaning texts and the landmarks are, shape (texts, landmarks)."""
        vectors = short_vectors(texts) if len(self.centre) == SHORT else sentence_vectors(texts)
        return closeness(self.place(vectors), self.landmarks, float(self.sharpness))


def learn_looks(
    vectors: NDArray[Any], space: SentenceSpace, places: NDArray[Any], coefficients: NDArray[Any], most: int, sharpness: float
) -> tuple[Look, Look]:  # fmt: skip
    """Returns the first look and the thorough one.

    Args:
        vectors: of the training sentences, by both encoders.
        space: of these vectors.
        places: where they lie.
        coefficients: what likeness to each sentence adds, shape (sentences, …).
        most: landmarks of the thorough look; the first has half as many.
        sharpness: of the Gaussian.
    """
    flat = coefficients.reshape(len(coefficients), -1)
    starts = range(0, len(places), _ROWS_AT_ONCE)
    blocks = [closeness(places[start : start + _ROWS_AT_ONCE], places, sharpness) @ flat for start in starts]
    scores = np.concatenate(blocks).reshape(coefficients.shape)
    short = SentenceSpace.learn(vectors[:, :SHORT])
    first = Look.fit(short, short.place(vectors[:, :SHORT]), scores, most // 2, sharpness)
    return first, Look.fit(space, places, scores, most, sharpness)


def in_two_looks(
    count: int, tell: Callable[[int, NDArray[Any]], NDArray[Any]], is_sure: Callable[[NDArray[Any]], NDArray[Any]]
) -> NDArray[Any]:
    """Returns the probabilities of texts, shape (count, columns): of the first look, where that is sure.

    Args:
        count: number of texts.
        tell: gives the probabilities of the texts of these indices by look 0, the first, or 1, the thorough one.
        is_sure: tells row by row whether probabilities of the first look leave no doubt.
    """
    found = tell(0, np.arange(count))
    doubtful = np.flatnonzero(~is_sure(found))
    if len(doubtful):
        found[doubtful] = tell(1, doubtful)
    return found
