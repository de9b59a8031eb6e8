"""Intent classifier on character n-grams, words (tf-idf, linear) and sentence vectors (Gaussian kernel)."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.understanding.learning.kernel_regression import (
    BIAS,
    FactoredKernel,
    best_inverse_temperature,
    fit_logistic,
    held_out_scores,
    softmax,
)
from bot.understanding.learning.npz_store import load_arrays, save_arrays
from bot.understanding.learning.tfidf import TfidfFeatures
from bot.understanding.nlu.embedding_space import EmbeddingSpace, TrainingEmbeddings
from bot.understanding.nlu.normalise import normalise

_ARRAYS = ("terms", "word_coefficients", "meaning_coefficients", "bias", "sharpness", "names")

DEFAULTS: dict[str, Any] = {
    "strength": 60.0, "iterations": 30, "folds": 3, "word_weight": 1.4, "encoder_weight": 2.0,
    "odds": {"out_of_scope": 8.0},
}  # fmt: skip


class HybridModel:
    """Probabilities of intents for normalised texts.

    Config: strength (inverse regularisation), iterations (maximum), folds (one of them calibrates; 0 for no
    calibration), word_weight and encoder_weight (relative to character n-grams), odds (factors for the odds of intents
    that cost more to miss than to predict wrongly).
    """

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = {**DEFAULTS, **config}
        characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True, lowercase=False, dtype=np.float32
        )
        words = TfidfVectorizer(
            ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"\S+", lowercase=False, dtype=np.float32
        )
        self.rows = TfidfFeatures([(characters, 1.0), (words, self.config["word_weight"])])
        self.sharpness = np.ones(1, dtype=np.float32)

    def fit(
        self,
        texts: Sequence[str],
        intents: Sequence[str],
        embeddings: TrainingEmbeddings | None = None,
        name: str = "topics",
    ) -> None:
        """Train.

        Args:
            embeddings: embeddings of the sentences, if already computed.
            name: for the progress lines.
        """
        embeddings = embeddings or TrainingEmbeddings(texts)
        self.meaning = embeddings.meaning
        self.names = np.array(sorted(set(intents)))
        labels = np.searchsorted(self.names, intents)
        words, weight = self.rows.fit([normalise(text) for text in texts]), np.float32(self.config["encoder_weight"])
        kernel = FactoredKernel(
            [words, self.meaning.landmark_features(embeddings.vectors(texts))],
            [None, weight * embeddings.nystroem_inverse],
        )
        how = (len(self.names), self.config["strength"], self.config["iterations"])
        coefficients = fit_logistic(kernel, labels, *how, name=name)
        word_weights, meaning_weights = kernel.weights(coefficients)
        self.word_coefficients = word_weights.astype(np.float16)
        self.meaning_coefficients = meaning_weights.astype(np.float32)
        self.bias = (BIAS * coefficients.sum(axis=0)).astype(np.float32)
        if self.config["folds"]:
            scores, right = held_out_scores(kernel, labels, *how, self.config["folds"], name=f"{name} calibration")
            self.sharpness = np.array([best_inverse_temperature(scores, right)], dtype=np.float32)

    @functools.cached_property
    def intents(self) -> list[str]:
        """Column names of `probabilities`."""
        return [str(name) for name in self.names]

    def probabilities(self, texts: list[str]) -> NDArray[Any]:
        """Probabilities of the intents, shape (len(texts), len(self.intents))."""
        rows = [self.rows.row(normalise(text)) for text in texts]
        scores = np.array([values @ self.word_coefficients[places].astype(np.float32) for places, values in rows])
        scores += self.bias + self.meaning.similarities(texts) @ self.meaning_coefficients
        return softmax(scores * self.sharpness + self._log_odds)

    @functools.cached_property
    def _log_odds(self) -> NDArray[Any]:
        return np.log([self.config["odds"].get(name, 1.0) for name in self.intents], dtype=np.float32)

    def ranking(self, text: str, length: int) -> tuple[tuple[str, float], ...]:
        """The `length` likeliest intents with their probabilities, best first."""
        row = self.probabilities([text])[0]
        return tuple((self.intents[index], float(row[index])) for index in np.argsort(-row)[:length])

    def save(self, path: Path) -> None:
        """Save the parameters, except `meaning`."""
        self.terms = self.rows.arrays()
        save_arrays(self, _ARRAYS, path)

    @classmethod
    def read(cls, path: Path, config: dict[str, Any], meaning: EmbeddingSpace) -> HybridModel:
        """Load a saved model."""
        model = cls(config)
        load_arrays(model, path)
        model.rows.load(vars(model).pop("terms"))
        model.meaning = meaning
        return model
