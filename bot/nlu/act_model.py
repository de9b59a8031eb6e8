"""Acts from a message and the question that waits: one logistic regression an act, on one kernel, apart from Rasa.

Two messages are alike by their n-grams and words and by what they mean (a Gaussian of the distance of their vectors).
The likeness counts more where the same question waits, or one
that is answered in the same way; a part of it is shared between all questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.learning.kept_vectors import Encode
from bot.learning.kernel_regression import BIAS, learn, sigmoid, symmetric, unit_vectors
from bot.learning.short_text_encoder import ENCODER as SHORT_ENCODER
from bot.learning.short_text_encoder import encode as encode_short
from bot.learning.stored import half_precise, restore, store
from bot.nlu.normalise import normalise
from bot.nlu.sentence_encoder import ENCODER, encode
from bot.reading.acts import Act, kind_of
from bot.reading.spans import Label

ACTS = tuple(str(act) for act in Act)
# What a whole sentence says, in words that no list holds ("plus rien ne m'attache ici").
SAID = (str(Label.NOW), str(Label.NOWHERE), str(Label.NATIONAL))
LEARNED = (*ACTS, *SAID)
ENCODERS = f"{SHORT_ENCODER} {ENCODER}"
DEFAULTS: dict[str, Any] = {
    "strength": 100.0, "iterations": 30, "word_weight": 1.4, "encoder_weight": 2.0,
    "encoder_sharpness": 2.0, "shared": 1.0, "same_question": 1.0, "same_kind": 0.5,
}  # fmt: skip
_ARRAYS = (
    "characters", "words", "by_feature", "vectors", "centre", "spread", "coefficients", "asked",
    "texts",
)  # fmt: skip


def sentence_vectors(texts: Sequence[str]) -> NDArray[Any]:
    """Returns the vectors of both encoders side by side, each of unit length, shape (texts, 896)."""
    return np.hstack([encode_short(list(texts)), encode(list(texts))])


class ActModel:
    """Learns and tells acts of messages rewritten as plain French (`normaliser`).

    Config: strength (inverse of the regularisation), iterations (most steps), weights of words and vectors
    against character n-grams, sharpness of the Gaussian, and what a likeness counts: shared by all questions, more for
    the same kind of question, more for the same one.
    """

    def __init__(self, config: dict[str, Any] | None = None) -> None:
        """Prepares an untrained model; what `config` does not say is as in `DEFAULTS`."""
        self.config = {**DEFAULTS, **(config or {})}
        self.characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True, lowercase=False, dtype=np.float32
        )
        self.words = TfidfVectorizer(
            ngram_range=(1, 3), sublinear_tf=True, token_pattern=r"\S+", lowercase=False, dtype=np.float32
        )

    def fit(
        self, texts: Sequence[str], asked: Sequence[str], acts: Sequence[Sequence[str]],
        encode: Encode = sentence_vectors,
    ) -> None:  # fmt: skip
        """Learns.

        Args:
            texts: rewritten messages.
            asked: the question that waited at each, "null" for none.
            acts: what each does and says, by names in `LEARNED`.
            encode: gives the vectors of the messages.
        """
        normal = [normalise(text) for text in texts]
        self.characters.fit(normal)
        self.words.fit(normal)
        vectors = encode(list(texts))
        self.centre, self.spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
        self.texts = np.array(texts)
        self.asked = np.array(asked)
        features = self._sparse(texts)
        self.by_feature = features.T.tocsr()
        self.vectors = half_precise(self._unit(vectors))
        kernel = symmetric(
            len(texts),
            lambda rows, columns: self._kernel(features[rows], self.vectors[rows], self.asked[rows], columns),
        )
        wanted = np.array([[name in done for name in LEARNED] for done in acts], dtype=np.float32)
        self.coefficients = learn(
            kernel, wanted, len(LEARNED), self.config["strength"], self.config["iterations"]
        )  # fmt: skip

    def _sparse(self, texts: Sequence[str]) -> csr_matrix:
        normal = [normalise(text) for text in texts]
        words = self.words.transform(normal) * np.float32(self.config["word_weight"])
        return hstack([self.characters.transform(normal), words]).tocsr()

    def _unit(self, vectors: NDArray[Any]) -> NDArray[Any]:
        return unit_vectors(vectors, self.centre, self.spread)

    def _kernel(
        self, features: csr_matrix, vectors: NDArray[Any], asked: NDArray[Any], examples: slice = slice(None)
    ) -> NDArray[Any]:
        """Returns the likenesses of messages to those of training, shape (messages, examples)."""
        # Turned once: turning takes longer than a message's likenesses.
        theirs = self.by_feature if examples == slice(None) else self.by_feature[:, examples]
        likeness = (features @ theirs).toarray()
        closeness = np.exp(self.config["encoder_sharpness"] * (vectors @ self.vectors[examples].T - 1.0))
        likeness += self.config["encoder_weight"] * closeness
        weighted: NDArray[Any] = likeness * self._context(asked, self.asked[examples]) + BIAS
        return weighted.astype(np.float32)

    def _context(self, asked: NDArray[Any], asked_there: NDArray[Any]) -> NDArray[Any]:
        """Returns what a likeness counts, by the questions that waited."""
        names = np.unique(np.concatenate([asked, asked_there]))
        kinds = np.array([str(kind_of(name)) for name in names])
        here, there = np.searchsorted(names, asked), np.searchsorted(names, asked_there)
        weights = self.config["shared"] + self.config["same_question"] * np.eye(len(names))
        weights = weights + self.config["same_kind"] * (_family(kinds)[:, None] == _family(kinds)[None])
        return np.asarray(weights[np.ix_(here, there)], dtype=np.float32)

    def likenesses(self, texts: Sequence[str], asked: Sequence[str]) -> NDArray[Any]:
        """Returns how alike messages are to each example of training, shape (messages, examples)."""
        return self._kernel(self._sparse(texts), self._unit(sentence_vectors(texts)), np.array(asked))

    def probabilities(self, texts: Sequence[str], asked: Sequence[str]) -> NDArray[Any]:
        """Returns each probability by itself, shape (messages, names): columns as in `LEARNED`."""
        return sigmoid(self.likenesses(texts, asked) @ self.coefficients)

    def nearest(self, text: str, asked: str, act: str, count: int = 3) -> list[tuple[str, str, float]]:
        """Returns the examples that spoke most for an act: question, text, and how much."""
        shares = self.likenesses([text], [asked])[0] * self.coefficients[:, ACTS.index(act)]
        best = np.argsort(-shares)[:count]
        return [(str(self.asked[index]), str(self.texts[index]), float(shares[index])) for index in best]

    def save(self, path: Path) -> None:
        """Stores what was learned."""
        store(self, _ARRAYS, path)

    @classmethod
    def read(cls, path: Path, config: dict[str, Any]) -> ActModel:
        """Returns what `save` stored; nothing but known types is read."""
        model = cls(config)
        restore(model, path)
        return model


def _family(kinds: NDArray[Any]) -> NDArray[Any]:
    """Returns the kinds with all questions of yes and no as one: they are answered with the same words."""
    return np.where(np.isin(kinds, ("strict", "offer")), "yes_no", kinds)
