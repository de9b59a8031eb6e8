"""The clause classifier: which behaviour a clause shows, learned from clauses that careful readers marked.

Two clauses are alike by their words and lemmas, their characters and the rules that fire in them (tf-idf, linear), by
what they and the clauses before them mean (Gaussians of the distance of their vectors), and by their scenario. A
multinomial logistic regression is solved on the matrix of these likenesses (`bot.learning.kernel_regression`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.evidence.encoder import encode
from bot.evidence.units import Unit
from bot.learning.kernel_regression import BIAS, learn, softmax

NONE = "none"
TRUSTED = ["scipy.sparse._csr.csr_matrix"]
_ARRAYS = (
    "linear", "coefficients", "bias", "names", "labels", "texts", "scenarios", "vectors", "spacy_vectors", "contexts",
    "features", "centre", "spread", "spacy_centre", "spacy_spread",
)  # fmt: skip


@dataclass(frozen=True)
class Weights:
    """How much each likeness counts, and how sharply the Gaussians fall."""

    words: float = 1.0
    characters: float = 1.0
    rules: float = 0.7
    scenario: float = 0.15
    vectors: float = 3.0
    contexts: float = 1.0
    spacy_vectors: float = 1.0
    sharpness: float = 2.0
    strength: float = 30.0
    iterations: int = 40


def _standard(vectors: NDArray[Any], centre: NDArray[Any], spread: NDArray[Any]) -> NDArray[Any]:
    scaled = (vectors - centre) / spread
    units: NDArray[Any] = scaled / np.maximum(np.linalg.norm(scaled, axis=1, keepdims=True), 1e-6)
    return units.astype(np.float32)


def _gaussian(one: NDArray[Any], other: NDArray[Any], sharpness: float) -> NDArray[Any]:
    closeness: NDArray[Any] = np.exp(np.float32(sharpness) * (one @ other.T - np.float32(1.0)))
    return closeness


class ClauseModel:
    """Learned from units and their labels ("indicator+", "indicator-" or "none"); gives probabilities."""

    def __init__(self, weights: Weights | None = None) -> None:
        """Prepares an untrained model."""
        self.weights = weights or Weights()
        keep: dict[str, Any] = {"lowercase": False, "dtype": np.float32, "sublinear_tf": True}
        self.words = TfidfVectorizer(ngram_range=(1, 3), token_pattern=r"\S+", **keep)
        self.lemmas = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\S+", **keep)
        self.characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, **keep)
        self.rules = TfidfVectorizer(token_pattern=r"\S+", **keep)
        self.names: NDArray[Any] = np.array([])

    def _linear_features(self, units: Sequence[Unit]) -> csr_matrix:
        w = self.weights
        return hstack([
            self.words.transform([u.words for u in units]) * np.float32(np.sqrt(w.words / 2)),
            self.lemmas.transform([u.lemmas for u in units]) * np.float32(np.sqrt(w.words / 2)),
            self.characters.transform([u.words for u in units]) * np.float32(np.sqrt(w.characters)),
            self.rules.transform([" ".join(u.rules) for u in units]) * np.float32(np.sqrt(w.rules)),
        ]).tocsr()  # fmt: skip

    def _meaning(self, units: Sequence[Unit]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Returns the raw vectors of the clauses, of those before them, and spaCy's."""
        texts = list(dict.fromkeys([u.text for u in units] + [u.before or "." for u in units]))
        place = {text: row for row, text in enumerate(texts)}
        vectors = encode(texts)
        own = vectors[[place[u.text] for u in units]]
        before = vectors[[place[u.before or "."] for u in units]]
        return own, before, np.stack([u.vector for u in units]).astype(np.float32)

    def _likeness(self, own: NDArray[Any], before: NDArray[Any], spacy: NDArray[Any], scenarios: NDArray[Any]) -> NDArray[Any]:
        """Returns how alike in meaning and place these clauses and the training ones are, weighted."""
        w = self.weights
        alike = np.float32(w.vectors) * _gaussian(own, self.vectors, w.sharpness)
        alike += np.float32(w.contexts) * _gaussian(before, self.contexts, w.sharpness)
        alike += np.float32(w.spacy_vectors) * _gaussian(spacy, self.spacy_vectors, w.sharpness)
        alike += np.float32(w.scenario) * (scenarios[:, None] == self.scenarios[None, :])
        return alike

    def fit(self, units: Sequence[Unit], labels: Sequence[str]) -> None:
        """Learns from units and the label of each; each label weighs the same in all."""
        self.words.fit([u.words for u in units])
        self.lemmas.fit([u.lemmas for u in units])
        self.characters.fit([u.words for u in units])
        self.rules.fit([" ".join(u.rules) for u in units] + ["none+"])
        self.names = np.array(sorted({*labels, NONE}))
        self.labels = np.searchsorted(self.names, np.array(labels))
        self.texts = np.array([u.text for u in units])
        self.scenarios = np.array([u.scenario for u in units])
        own, before, spacy = self._meaning(units)
        self.centre, self.spread = own.mean(axis=0), own.std(axis=0) + 1e-6
        self.spacy_centre, self.spacy_spread = spacy.mean(axis=0), spacy.std(axis=0) + 1e-6
        self.vectors = _standard(own, self.centre, self.spread)
        self.contexts = _standard(before, self.centre, self.spread)
        self.spacy_vectors = _standard(spacy, self.spacy_centre, self.spacy_spread)
        self.features = self._linear_features(units)
        kernel = (self.features @ self.features.T).toarray().astype(np.float32) + np.float32(BIAS)
        kernel += self._likeness(self.vectors, self.contexts, self.spacy_vectors, self.scenarios)
        self.coefficients = learn(kernel, self.labels, len(self.names), self.weights.strength, self.weights.iterations)
        self.linear = np.asarray(self.features.T @ self.coefficients, dtype=np.float32)
        self.bias = BIAS * self.coefficients.sum(axis=0)

    def _seen(self, units: Sequence[Unit]) -> tuple[csr_matrix, NDArray[Any]]:
        own, before, spacy = self._meaning(units)
        alike = self._likeness(
            _standard(own, self.centre, self.spread),
            _standard(before, self.centre, self.spread),
            _standard(spacy, self.spacy_centre, self.spacy_spread),
            np.array([u.scenario for u in units]),
        )
        return self._linear_features(units), alike

    def probabilities(self, units: Sequence[Unit]) -> NDArray[Any]:
        """Returns the probabilities of `names`, shape (len(units), len(self.names))."""
        if not units:
            return np.zeros((0, len(self.names)), dtype=np.float32)
        features, alike = self._seen(units)
        return softmax(np.asarray(features @ self.linear + alike @ self.coefficients + self.bias))

    def nearest_example(self, unit: Unit, label: str) -> int:
        """Returns the number of the training clause that speaks most for this label."""
        features, alike = self._seen([unit])
        column = int(np.searchsorted(self.names, label))
        likeness = np.asarray((self.features @ features.T).todense()).ravel() + alike[0]
        support = likeness * self.coefficients[:, column] * (self.labels == column)
        return int(np.argmax(support))

    def save(self, path: Path) -> None:
        """Stores what was learned."""
        import skops.io

        skops.io.dump({name: getattr(self, name) for name in ("words", "lemmas", "characters", "rules", *_ARRAYS)}, path)

    @classmethod
    def read(cls, path: Path) -> ClauseModel:
        """Returns what `save` stored; nothing but known types is read."""
        import skops.io

        model = cls()
        for name, value in skops.io.load(path, trusted=TRUSTED).items():
            setattr(model, name, value)
        return model
