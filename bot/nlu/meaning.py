"""What meaning adds to the scores of messages: sums over training sentences of how alike in meaning they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.learning import landmarks
from bot.learning.kernel_regression import closeness
from bot.nlu.sentence_space import SentenceSpace, sentence_vectors

_ROWS_AT_ONCE = 1024


@dataclass(frozen=True)
class Meaning(SentenceSpace):
    """Sums over landmarks, a few of the training sentences.

    Attributes:
        landmarks: where they lie, shape (landmarks, dimensions).
        weights: what likeness to each adds, shape (landmarks, …).
        sharpness: of the Gaussian that likeness is.
    """

    landmarks: NDArray[Any]
    weights: NDArray[Any]
    sharpness: NDArray[Any]

    @classmethod
    def fit(
        cls, space: SentenceSpace, places: NDArray[Any], coefficients: NDArray[Any], most: int, sharpness: float
    ) -> Meaning:
        """Returns the landmarks whose sums come closest to those over all training sentences.

        Args:
            space: of their vectors.
            places: where they lie.
            coefficients: what likeness to each sentence adds, shape (sentences, …).
            most: landmarks.
            sharpness: of the Gaussian.
        """
        flat = coefficients.reshape(len(coefficients), -1)
        starts = range(0, len(places), _ROWS_AT_ONCE)
        scores = [closeness(places[start : start + _ROWS_AT_ONCE], places, sharpness) @ flat for start in starts]
        chosen = places[landmarks.choose(len(places), most)]
        weights = landmarks.fit(lambda rows: closeness(places[rows], chosen, sharpness), np.concatenate(scores))
        weights = weights.reshape(len(chosen), *coefficients.shape[1:])
        return cls(space.centre, space.spread, space.axes, chosen, weights, np.array(sharpness, dtype=np.float32))

    def alike(self, texts: Sequence[str]) -> NDArray[Any]:
        """Returns how alike in meaning texts and the landmarks are, shape (texts, landmarks)."""
        return closeness(self.place(sentence_vectors(texts)), self.landmarks, float(self.sharpness))
