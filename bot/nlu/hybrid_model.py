"""Intents from character n-grams, words and sentence encoders' vectors together, apart from Rasa.

Texts are similar by their n-grams and words (tf-idf, linear) and by what they mean (a Gaussian of the distance of
their vectors).
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.learning import landmarks
from bot.learning.kept_vectors import Encode
from bot.learning.kernel_regression import (
    BIAS,
    best_sharpness,
    closeness,
    held_out_scores,
    learn,
    softmax,
    symmetric,
)
from bot.learning.progress import tell
from bot.learning.stored import half_precise, restore, store
from bot.learning.text_row import TextRows
from bot.nlu.normalise import normalise
from bot.nlu.sentence_space import SentenceSpace, sentence_vectors

_ARRAYS = ("word_coefficients", "coefficients", "vectors", "centre", "spread", "axes", "bias", "sharpness", "names")

DEFAULTS: dict[str, Any] = {
    "strength": 60.0, "iterations": 30, "folds": 3, "word_weight": 1.4, "encoder_weight": 2.0, "encoder_sharpness": 2.0,
    "landmarks": 3000,
    "odds": {"out_of_scope": 8.0},
}  # fmt: skip


class HybridModel:
    """The classifier itself: normalised texts in, probabilities out.

    Config: strength (inverse of the regularisation), iterations (most steps), folds (one of them is for the calibration;
    0 for none), word_weight and encoder_weight (against the character n-grams), encoder_sharpness (of the Gaussian),
    landmarks (sentences whose meaning is looked at), odds (of intents that cost more to miss than to take wrongly: their
    odds are multiplied).
    """

    def __init__(self, config: dict[str, Any]) -> None:
        """Prepares an untrained model; what `config` does not say is as in `DEFAULTS`."""
        self.config = {**DEFAULTS, **config}
        self.characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True, lowercase=False, dtype=np.float32
        )
        self.words = TfidfVectorizer(
            ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\S+", lowercase=False, dtype=np.float32
        )
        self.sharpness = np.ones(1, dtype=np.float32)

    @functools.cached_property
    def _rows(self) -> TextRows:
        return TextRows([(self.characters, 1.0), (self.words, self.config["word_weight"])])

    @property
    def _space(self) -> SentenceSpace:
        return SentenceSpace(self.centre, self.spread, self.axes)

    def _likeness(self, units: NDArray[Any], sentences: slice = slice(None)) -> NDArray[Any]:
        """Returns how alike in meaning these texts and the sentences kept are, weighted."""
        close = closeness(units, self.vectors[sentences], self.config["encoder_sharpness"])
        weighted: NDArray[Any] = (self.config["encoder_weight"] * close).astype(np.float32)
        return weighted

    def fit(self, texts: list[str], intents: list[str], encode: Encode = sentence_vectors) -> None:
        """Learns.

        Args:
            texts: normalised training sentences.
            intents: the intent of each.
            encode: gives the vectors of the sentences.
        """
        normal = [normalise(text) for text in texts]
        self.characters.fit(normal)
        self.words.fit(normal)
        self.names = np.array(sorted(set(intents)))
        labels = np.searchsorted(self.names, intents)
        features = self._rows.matrix(normal)
        self.vectors = np.zeros((0, 1), dtype=np.float32)
        self.centre, self.spread, self.axes = np.zeros((3, 1), dtype=np.float32)
        if self.config["encoder_weight"]:
            vectors = encode(texts)
            space = SentenceSpace.learn(vectors)
            self.centre, self.spread, self.axes = space.centre, space.spread, space.axes
            self.vectors = half_precise(space.place(vectors))

        def likenesses(rows: slice, columns: slice) -> NDArray[Any]:
            block: NDArray[Any] = (features[rows] @ features[columns].T).toarray() + np.float32(BIAS)
            if self.config["encoder_weight"]:
                block += self._likeness(self.vectors[rows], columns)
            return block

        tell("topics: comparing sentences")
        kernel = symmetric(len(texts), likenesses)
        tell("topics: learning")
        how = (len(self.names), self.config["strength"], self.config["iterations"])
        self.coefficients = learn(kernel, labels, *how)
        self.word_coefficients = np.asarray(features.T @ self.coefficients, dtype=np.float32)
        self.bias = BIAS * self.coefficients.sum(axis=0)
        if self.config["encoder_weight"]:
            chosen = landmarks.choose(len(texts), self.config["landmarks"])
            self.coefficients = landmarks.carry_over(
                lambda rows: self._likeness(self.vectors[rows]), self.coefficients, chosen
            )
            self.vectors = self.vectors[chosen]
        if self.config["folds"]:
            tell("topics: calibrating")
            scores, right = held_out_scores(kernel, labels, *how, self.config["folds"])
            self.sharpness = np.array([best_sharpness(scores, right)], dtype=np.float32)

    @property
    def intents(self) -> list[str]:
        """Names of the columns of `probabilities`."""
        return [str(name) for name in self.names]

    def probabilities(self, texts: list[str]) -> NDArray[Any]:
        """Returns the probabilities of the intents of normalised texts, shape (len(texts), len(self.intents))."""
        rows = [self._rows.row(normalise(text)) for text in texts]
        scores = np.array([values @ self.word_coefficients[places] for places, values in rows]) + self.bias
        if self.config["encoder_weight"]:
            scores = scores + self._likeness(self._space.place(sentence_vectors(texts))) @ self.coefficients
        odds = [self.config["odds"].get(str(name), 1.0) for name in self.names]
        return softmax(np.asarray(scores) * self.sharpness + np.log(odds, dtype=np.float32))

    def save(self, path: Path) -> None:
        """Stores what was learned."""
        store(self, ("characters", "words", *_ARRAYS), path)

    @classmethod
    def read(cls, path: Path, config: dict[str, Any]) -> HybridModel:
        """Returns what `save` stored; nothing but known types is read."""
        model = cls(config)
        restore(model, path)
        return model
