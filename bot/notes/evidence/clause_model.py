"""Clause classifier: the indicators that a clause shows, learned from annotated clauses.

Clauses are similar by words and by phonetic key (tf-idf, linear), by scenario, and by the meaning of the clause, its
neighbours, its sentence and the answer (Gaussian kernels with landmarks, Nyström method). A multinomial logistic
regression
is fitted on these kernels (`bot.understanding.learning.kernel_regression`).
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

from bot.notes.evidence.clauses import plain_words
from bot.notes.evidence.units import Unit
from bot.understanding.learning.kept_vectors import Encode
from bot.understanding.learning.kernel_regression import (
    BIAS,
    FactoredKernel,
    closeness,
    closeness_to_learn,
    drawn,
    learn,
    main_directions,
    metric,
    softmax,
    unit_length,
)
from bot.understanding.learning.progress import tell
from bot.understanding.learning.short_text_encoder import encode
from bot.understanding.learning.stored import restore, store
from bot.understanding.learning.text_row import TextRows
from bot.understanding.sounds import sounds

NONE = "none"
_MOST_SHOWN = 200  # examples of a label that may explain a quote
_ALIKE = 0.55  # cosine from which an example resembles a clause
_LEARNED = (
    "terms", "linear", "bias", "names", "scenarios", "scenario_scores", "centre", "spread", "directions",
    "landmarks", "landmark_scores", "examples", "example_labels", "example_vectors",
)  # fmt: skip

Views = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class Weights:
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

    def __init__(self, weights: Weights | None = None) -> None:
        self.weights = weights or Weights()
        keep: dict[str, Any] = {"lowercase": False, "dtype": np.float32, "sublinear_tf": True}
        words = TfidfVectorizer(preprocessor=_words, ngram_range=(1, 3), min_df=2, token_pattern=r"\S+", **keep)
        by_ear = TfidfVectorizer(preprocessor=sounds, analyzer="char", ngram_range=(3, 6), min_df=3, **keep)
        self.rows = TextRows([(words, np.sqrt(self.weights.words)), (by_ear, np.sqrt(self.weights.sounds))])
        self.names: NDArray[Any] = np.array([])

    def _standard(self, raw: Sequence[NDArray[Any]]) -> NDArray[Any]:
        """Standardise vectors and project them to the principal directions, unit length."""
        return unit_length(((unit_length(np.stack(raw)) - self.centre) / self.spread) @ self.directions)

    def _views(self, units: Sequence[Unit], vectors: Mapping[str, NDArray[Any]]) -> Views:
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
        return closeness(rows, landmarks, self.weights.sharpness)

    def _same_scenario(self, units: Sequence[Unit]) -> NDArray[Any]:
        scenarios = np.array([unit.scenario for unit in units])
        same: NDArray[Any] = (scenarios[:, None] == self.scenarios[None, :]).astype(np.float32)
        return same

    def fit(self, units: Sequence[Unit], labels: Sequence[str], encode: Encode = encode) -> None:
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
        order = drawn([f"{unit.scenario} {unit.text}" for unit in units])
        self.landmarks: dict[str, NDArray[Any]] = {}
        seen, metrics = [], []
        for view in VIEWS:
            count = min(w.text_landmarks if view == "text" else w.other_landmarks, len(units))
            landmarks = views[view][np.sort(order[:count])]
            self.landmarks[view] = landmarks
            seen.append(closeness_to_learn(views[view], landmarks, w.sharpness))
            precise = landmarks.astype(np.float64)
            metrics.append(getattr(w, view) * metric(self._closeness(precise, precise)))
        same = self._same_scenario(units) * np.float32(np.sqrt(w.scenario))
        tell("clauses: learning")
        kernel = FactoredKernel([self.rows.fit([unit.text for unit in units]), same, *seen], [None, None, *metrics])
        coefficients = learn(kernel, numbers, len(self.names), w.strength, w.iterations, w.balance)
        linear, of_scenario, *of_landmarks = kernel.weights(coefficients)
        self.linear = linear.astype(np.float16)
        self.bias = (BIAS * coefficients.sum(axis=0)).astype(np.float32)
        self.landmark_scores = {view: own.astype(np.float32) for view, own in zip(VIEWS, of_landmarks, strict=True)}
        self.scenario_scores = (np.sqrt(w.scenario) * of_scenario).astype(np.float32)

        of_labels = [[index for index in order if labels[index] == name] for name in self.names if name != NONE]
        shown = sorted(index for of_label in of_labels for index in of_label[:_MOST_SHOWN])
        self.examples = np.array([units[index].text for index in shown])
        self.example_labels = numbers[shown]
        self.example_vectors = views["text"][shown].astype(np.float16)

    def probabilities(self, units: Sequence[Unit]) -> NDArray[Any]:
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

    def nearest_example(self, unit: Unit, label: str) -> str:
        """Training clause of this label with the nearest meaning, empty if none is similar."""
        ours = np.flatnonzero(self.example_labels == np.searchsorted(self.names, label))
        near = self.example_vectors[ours].astype(np.float32) @ self._standard([encode([unit.text])[0]])[0]
        return str(self.examples[ours[np.argmax(near)]]) if near.max(initial=0.0) >= _ALIKE else ""

    def save(self, path: Path) -> None:
        """Save the parameters."""
        self.terms = self.rows.arrays()
        store(self, _LEARNED, path)

    @classmethod
    def read(cls, path: Path) -> ClauseModel:
        """Load a saved model."""
        model = cls()
        restore(model, path)
        model.rows.take(vars(model).pop("terms"))
        return model


def text_vectors(units: Sequence[Unit], encode: Encode = encode) -> dict[str, NDArray[Any]]:
    """Sentence vector of each distinct text in the clauses and their context."""
    groups = {
        texts: None for unit in units for texts in ((unit.text, unit.before, unit.after), unit.sentence, unit.answer)
    }
    texts = list(dict.fromkeys(itertools.chain.from_iterable(groups)))
    return dict(zip(texts, encode(texts), strict=True))
