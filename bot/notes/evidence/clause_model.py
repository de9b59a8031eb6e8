"""Clause classifier: the indicators that a clause shows, learned from annotated clauses.

Clauses are similar by words and by phonetic key (tf-idf, linear), by scenario, and by the meaning of the clause, its
neighbours, its sentence and the answer (Gaussian kernels with landmarks, Nyström method). A multinomial logistic
regression is fitted on these kernels (`bot.understanding.learning.kernel_regression`).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.notes.evidence.clause_context import ClauseInContext
from bot.understanding.clauses import plain_words
from bot.understanding.learning.embedding_cache import Encode
from bot.understanding.learning.kernel_regression import (
    BIAS,
    FactoredKernel,
    exact_rbf_kernel,
    fit_logistic,
    main_directions,
    nystroem_inverse,
    rbf_kernel,
    softmax,
    stable_shuffle,
    unit_length,
)
from bot.understanding.learning.npz_store import load_arrays, save_arrays
from bot.understanding.learning.short_text_encoder import encode
from bot.understanding.learning.tfidf import TfidfFeatures
from bot.understanding.phonetics import phonetic_key

NONE = "none"
_MAX_EXAMPLES = 200  # examples of a label that may explain a quote
_MIN_SIMILARITY = 0.55  # cosine from which an example resembles a clause
_ARRAYS = (
    "terms", "linear", "bias", "names", "scenarios", "scenario_scores", "centre", "spread", "directions",
    "landmarks", "landmark_scores", "examples", "example_labels", "example_vectors",
)  # fmt: skip

Views = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class Hyperparameters:
    """Hyperparameters of the classifier.

    Attributes:
        words: weight of word n-grams.
        sounds: weight of n-grams of the phonetic key.
        scenario: weight of the same scenario.
        text: weight of the meaning of the clause.
        before: of the clause before.
        after: of the clause after.
        sentence: of its sentence, the mean of its clauses.
        answer: of the answer, the mean of its clauses.
        sharpness: gamma of the Gaussian kernels.
        strength: inverse regularisation.
        iterations: maximum number of steps.
        dimensions: principal directions kept of the sentence vectors.
        balance: 1 if each label has the same total weight, 0 if each clause has.
        text_landmarks: number of landmarks for the clause.
        other_landmarks: number of landmarks for each other view.
    """

    words: float = 2.0
    sounds: float = 10.0
    scenario: float = 0.15
    text: float = 3.0
    before: float = 1.0
    after: float = 0.5
    sentence: float = 2.0
    answer: float = 0.5
    sharpness: float = 2.0
    strength: float = 30.0
    iterations: int = 30
    dimensions: int = 256
    balance: float = 0.2
    text_landmarks: int = 1000
    other_landmarks: int = 300


VIEWS = ("text", "before", "after", "sentence", "answer")


def _words(text: str) -> str:
    return " ".join(plain_words(text))


class ClauseModel:
    """Probabilities of labels ("indicator+", "indicator-" or "none") for clauses in context."""

    def __init__(self, weights: Hyperparameters | None = None) -> None:
        self.weights = weights or Hyperparameters()
        keep: dict[str, Any] = {"lowercase": False, "dtype": np.float32, "sublinear_tf": True}
        words = TfidfVectorizer(preprocessor=_words, ngram_range=(1, 3), min_df=2, token_pattern=r"\S+", **keep)
        by_ear = TfidfVectorizer(preprocessor=phonetic_key, analyzer="char", ngram_range=(3, 6), min_df=3, **keep)
        self.rows = TfidfFeatures([(words, np.sqrt(self.weights.words)), (by_ear, np.sqrt(self.weights.sounds))])
        self.names: NDArray[Any] = np.array([])

    def _standard(self, raw: Sequence[NDArray[Any]]) -> NDArray[Any]:
        """Standardise vectors and project them to the principal directions, unit length."""
        return unit_length(((unit_length(np.stack(raw)) - self.centre) / self.spread) @ self.directions)

    def _views(self, units: Sequence[ClauseInContext], vectors: Mapping[str, NDArray[Any]]) -> Views:
        """Vectors of five views of the clauses, each of shape (len(units), directions), unit rows."""

        def mean(texts: Sequence[str]) -> NDArray[Any]:
            found: NDArray[Any] = np.mean([vectors[text] for text in texts], axis=0)
            return found

        means = {texts: mean(texts) for texts in {texts for unit in units for texts in (unit.sentence, unit.answer)}}
        return {
            "text": self._standard([vectors[unit.text] for unit in units]),
            "before": self._standard([vectors[unit.before] for unit in units]),
            "after": self._standard([vectors[unit.after] for unit in units]),
            "sentence": self._standard([means[unit.sentence] for unit in units]),
            "answer": self._standard([means[unit.answer] for unit in units]),
        }

    def _closeness(self, rows: NDArray[Any], landmarks: NDArray[Any]) -> NDArray[Any]:
        return rbf_kernel(rows, landmarks, self.weights.sharpness)

    def _same_scenario(self, units: Sequence[ClauseInContext]) -> NDArray[Any]:
        scenarios = np.array([unit.scenario for unit in units])
        same: NDArray[Any] = (scenarios[:, None] == self.scenarios[None, :]).astype(np.float32)
        return same

    def fit(self, units: Sequence[ClauseInContext], labels: Sequence[str], encode: Encode = encode) -> None:
        """Train. Half a minute and 2 GB for 45,000 clauses.

        Args:
            encode: computes sentence vectors.
        """
        w = self.weights
        self.names = np.array(sorted({*labels, NONE}))
        numbers = np.searchsorted(self.names, np.array(labels))
        self.scenarios = np.array(sorted({unit.scenario for unit in units}))
        vectors = text_vectors(units, encode)
        pool = np.stack([vectors[text] for text in sorted({unit.text for unit in units})])
        self.centre, self.spread = pool.mean(axis=0), pool.std(axis=0) + 1e-6
        self.directions = main_directions((pool - self.centre) / self.spread, w.dimensions)
        views = self._views(units, vectors)
        order = stable_shuffle([f"{unit.scenario} {unit.text}" for unit in units])
        self.landmarks: dict[str, NDArray[Any]] = {}
        features, metrics = [], []
        for view in VIEWS:
            count = min(w.text_landmarks if view == "text" else w.other_landmarks, len(units))
            landmarks = views[view][np.sort(order[:count])]
            self.landmarks[view] = landmarks
            features.append(exact_rbf_kernel(views[view], landmarks, w.sharpness))
            precise = landmarks.astype(np.float64)
            metrics.append(getattr(w, view) * nystroem_inverse(self._closeness(precise, precise)))
        same = self._same_scenario(units) * np.float32(np.sqrt(w.scenario))
        kernel = FactoredKernel([self.rows.fit([unit.text for unit in units]), same, *features], [None, None, *metrics])
        coefficients = fit_logistic(
            kernel, numbers, len(self.names), w.strength, w.iterations, w.balance, name="clauses"
        )
        linear, of_scenario, *of_landmarks = kernel.weights(coefficients)
        self.linear = linear.astype(np.float16)
        self.bias = (BIAS * coefficients.sum(axis=0)).astype(np.float32)
        self.landmark_scores = {view: own.astype(np.float32) for view, own in zip(VIEWS, of_landmarks, strict=True)}
        self.scenario_scores = (np.sqrt(w.scenario) * of_scenario).astype(np.float32)

        by_label = [[index for index in order if labels[index] == name] for name in self.names if name != NONE]
        chosen = sorted(index for of_label in by_label for index in of_label[:_MAX_EXAMPLES])
        self.examples = np.array([units[index].text for index in chosen])
        self.example_labels = numbers[chosen]
        self.example_vectors = views["text"][chosen].astype(np.float16)

    def probabilities(self, units: Sequence[ClauseInContext]) -> NDArray[Any]:
        """Probabilities of `names`, shape (len(units), len(self.names))."""
        if not units:
            return np.zeros((0, len(self.names)), dtype=np.float32)
        views = self._views(units, text_vectors(units))
        features = self.rows.matrix([unit.text for unit in units])
        used = np.unique(features.indices)  # of a hundred thousand rows some hundred
        scores = features[:, used] @ self.linear[used].astype(np.float32) + self.bias
        scores += self._same_scenario(units) @ self.scenario_scores
        for view in VIEWS:
            scores += self._closeness(views[view], self.landmarks[view]) @ self.landmark_scores[view]
        return softmax(np.asarray(scores))

    def nearest_example(self, unit: ClauseInContext, label: str) -> str:
        """Training clause of this label with the nearest meaning, empty if none is similar."""
        candidates = np.flatnonzero(self.example_labels == np.searchsorted(self.names, label))
        similarities = self.example_vectors[candidates].astype(np.float32) @ self._standard([encode([unit.text])[0]])[0]
        return (
            str(self.examples[candidates[np.argmax(similarities)]])
            if similarities.max(initial=0.0) >= _MIN_SIMILARITY
            else ""
        )

    def save(self, path: Path) -> None:
        """Save the parameters."""
        self.terms = self.rows.arrays()
        save_arrays(self, _ARRAYS, path)

    @classmethod
    def read(cls, path: Path) -> ClauseModel:
        """Load a saved model."""
        model = cls()
        load_arrays(model, path)
        model.rows.load(vars(model).pop("terms"))
        return model


def text_vectors(units: Sequence[ClauseInContext], encode: Encode = encode) -> dict[str, NDArray[Any]]:
    """Sentence vector of each distinct text in the clauses and their context."""
    groups = {
        texts: None for unit in units for texts in ((unit.text, unit.before, unit.after), unit.sentence, unit.answer)
    }
    texts = list(dict.fromkeys(itertools.chain.from_iterable(groups)))
    return dict(zip(texts, encode(texts), strict=True))
