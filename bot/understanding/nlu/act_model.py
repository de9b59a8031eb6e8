"""Dialogue act classifier: independent logistic regressions on one kernel, given the pending question.

Messages are similar by n-grams and words (tf-idf) and by meaning (Gaussian kernel of sentence vectors). A similarity
counts more for the same pending question or one of the same kind; part of it is shared by all questions.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.understanding.learning.kernel_regression import (
    BIAS,
    FactoredKernel,
    fit_logistic,
    product,
    rbf_kernel,
    sigmoid,
    transposed_product,
)
from bot.understanding.learning.npz_store import load_arrays, round_to_half, save_arrays
from bot.understanding.learning.tfidf import TfidfFeatures
from bot.understanding.nlu.embedding_space import GAMMA, EmbeddingSpace, TrainingEmbeddings, sentence_vectors
from bot.understanding.nlu.normalise import normalise
from bot.understanding.reading.dialogue_acts import Act, kind_of
from bot.understanding.reading.spans import Label

ACTS = tuple(str(act) for act in Act)
# What a whole sentence says, in words that no list holds ("plus rien ne m'attache ici").
WHOLE_MESSAGE_LABELS = (str(Label.NOW), str(Label.NOWHERE), str(Label.NATIONAL))
LEARNED = (*ACTS, *WHOLE_MESSAGE_LABELS)
DEFAULTS: dict[str, Any] = {
    "strength": 50.0, "iterations": 30, "word_weight": 1.4, "encoder_weight": 2.0,
    "shared": 1.0, "same_question": 1.0, "same_kind": 0.5,
}  # fmt: skip
_ARRAYS = (
    "terms", "bias", "groups", "first_places", "places", "word_weights", "meaning_weights",
)  # fmt: skip
_EXAMPLE_ARRAYS = ("texts", "asked", "vectors", "coefficients")  # which only `nearest` looks at
_EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class _SemanticKernel:
    """Semantic part of the kernel, weighted by pending question.

    Attributes:
        landmark_features: landmark features of the examples, by question, in order.
        nystroem_inverse: Nyström inverse.
        question_weights: weight of a similarity, shape (questions, questions).
    """

    landmark_features: Sequence[NDArray[Any]]
    nystroem_inverse: NDArray[Any]
    question_weights: NDArray[Any]

    def sums(self, coefficients: NDArray[Any]) -> NDArray[Any]:
        """Landmark weights contributed by each question's examples, shape (questions, landmarks, columns)."""
        ends = np.cumsum([len(rows) for rows in self.landmark_features])[:-1]
        parts = zip(self.landmark_features, np.split(coefficients, ends), strict=True)
        sums = np.stack([transposed_product(rows, own) for rows, own in parts], axis=1)
        # In one product, which takes a third of the time of many.
        projected: NDArray[Any] = (self.nystroem_inverse @ sums.reshape(len(sums), -1)).reshape(sums.shape)
        return projected.swapaxes(0, 1)

    def __matmul__(self, other: NDArray[Any]) -> NDArray[Any]:
        weights = np.tensordot(self.question_weights, self.sums(other), 1)
        return np.concatenate([product(rows, own) for rows, own in zip(self.landmark_features, weights, strict=True)])


@dataclass(frozen=True)
class _CombinedKernel:
    words: FactoredKernel
    meanings: _SemanticKernel

    def __matmul__(self, other: NDArray[Any]) -> NDArray[Any]:
        product: NDArray[Any] = (self.words @ other) + (self.meanings @ other)
        return product


class ActModel:
    """Dialogue acts of messages rewritten in standard French.

    Config: strength (inverse regularisation), iterations (maximum), weights of words and vectors relative to character
    n-grams,
    and the weight of a similarity: shared by all questions, added for the same kind, added for the same question.
    """

    def __init__(self, config: dict[str, Any] | None = None) -> None:
        self.config = {**DEFAULTS, **(config or {})}
        characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True, lowercase=False, dtype=np.float32
        )
        words = TfidfVectorizer(
            ngram_range=(1, 3), sublinear_tf=True, token_pattern=r"\S+", lowercase=False, dtype=np.float32
        )
        self.rows = TfidfFeatures([(characters, 1.0), (words, self.config["word_weight"])])

    def fit(
        self,
        texts: Sequence[str],
        pending: Sequence[str],
        acts: Sequence[Sequence[str]],
        embeddings: TrainingEmbeddings | None = None,
    ) -> None:
        """Train.

        Args:
            pending: pending question of each message, "null" for none.
            acts: labels of each message, from `LEARNED`.
            embeddings: embeddings of the messages, if already computed.
        """
        embeddings = embeddings or TrainingEmbeddings(texts)
        self.meaning = embeddings.meaning
        order = np.argsort(pending, kind="stable")  # those at one question stand together
        self.texts, self.asked = [texts[index] for index in order], np.array(pending)[order]
        vectors = embeddings.vectors(self.texts)
        self.vectors = round_to_half(self.meaning.project(vectors))
        wanted = np.array([[name in acts[index] for name in LEARNED] for index in order], dtype=np.float32)
        questions, firsts = np.unique(self.asked, return_index=True)
        self.groups = np.array(sorted({name for question in questions for name in self._counts(question)}))
        words, counts = self._words_in_groups(self.rows.fit([normalise(text) for text in self.texts]))
        between = np.float32(self.config["encoder_weight"]) * embeddings.nystroem_inverse
        meanings = _SemanticKernel(
            np.split(self.meaning.landmark_features(vectors), firsts[1:]), between, self._context(questions, questions)
        )
        kernel = _CombinedKernel(FactoredKernel([words.multiply(np.sqrt(counts)).tocsr()]), meanings)
        coefficients = fit_logistic(
            kernel, wanted, len(LEARNED), self.config["strength"], self.config["iterations"], name="acts"
        )
        self.coefficients = coefficients.astype(np.float32)
        self.bias = (BIAS * coefficients.sum(axis=0)).astype(np.float32)
        self.word_weights = product(words.T.tocsr(), coefficients).astype(np.float16)
        inside = (self._stands(questions) > 0).astype(np.float64)
        self.meaning_weights = np.tensordot(inside.T, meanings.sums(coefficients), 1).astype(np.float32)

    def _words_in_groups(self, features: csr_matrix) -> tuple[csr_matrix, NDArray[Any]]:
        """Features copied once per group of the example, and the weight of a similarity in each.

        The features of a group follow those of the group before. `columns` holds their column indices, `first_places`
        the start of each group.
        """
        stands = self._stands(self.asked)
        parts, columns = [], []
        for inside in stands.T > 0:
            own = (diags(inside.astype(np.float32)) @ features).tocsc()
            columns.append(np.flatnonzero(own.getnnz(axis=0)))
            parts.append(own[:, columns[-1]])
        self.places = np.concatenate(columns).astype(np.int32)
        self.first_places = np.cumsum([0, *map(len, columns)])
        return hstack(parts).tocsr(), np.repeat(stands.max(axis=0), np.diff(self.first_places))

    def _counts(self, asked: str) -> dict[str, float]:
        """Groups of a message by its pending question, and the weight of a similarity in each."""
        return {
            _EVERYWHERE: self.config["shared"], f"family {_question_group(asked)}": self.config["same_kind"],
            f"question {asked}": self.config["same_question"],
        }  # fmt: skip

    def _stands(self, asked: Iterable[str]) -> NDArray[Any]:
        """Weight of a similarity in each group, 0 outside, shape (questions, groups)."""
        counts = {question: self._counts(question) for question in set(asked)}
        rows = [[counts[question].get(name, 0.0) for name in self._group_names] for question in asked]
        return np.array(rows, dtype=np.float32)

    def _context(self, asked: NDArray[Any], asked_there: NDArray[Any]) -> NDArray[Any]:
        """Weight of a similarity by both pending questions, shape (here, there)."""
        counts: NDArray[Any] = self._stands(asked) @ (self._stands(asked_there) > 0).T
        return counts

    def _groups_of(self, asked: str) -> list[tuple[int, float]]:
        counts = self._counts(asked)
        return [(index, counts[name]) for index, name in enumerate(self._group_names) if name in counts]

    def _closeness(self, here: NDArray[Any], there: NDArray[Any]) -> NDArray[Any]:
        weighted: NDArray[Any] = self.config["encoder_weight"] * rbf_kernel(here, there, GAMMA)
        return weighted

    @functools.cached_property
    def _group_names(self) -> list[str]:
        return [str(name) for name in self.groups]

    def _words_say(self, text: str, asked: str) -> NDArray[Any]:
        features, values = self.rows.row(normalise(text))
        features = features.astype(self.places.dtype)  # else all places are turned into its type at each look
        scores = np.zeros(len(LEARNED), dtype=np.float32)
        for index, count in self._groups_of(asked):
            first, end = self.first_places[index : index + 2]
            positions = first + np.minimum(np.searchsorted(self.places[first:end], features), end - first - 1)
            is_known = self.places[positions] == features
            scores += count * (values[is_known] @ self.word_weights[positions[is_known]].astype(np.float32))
        return scores

    def _meaning_says(self, similarities: NDArray[Any], asked: str) -> NDArray[Any]:
        """Scores from the similarities to the landmarks.

        The weights have the shape (groups, landmarks, names), so that those of a group are contiguous.
        """
        parts = [count * (similarities @ self.meaning_weights[group]) for group, count in self._groups_of(asked)]
        scores: NDArray[Any] = np.sum(parts, axis=0)
        return scores

    def probabilities(self, texts: Sequence[str], asked: Sequence[str]) -> NDArray[Any]:
        """Independent probabilities, shape (messages, names). Columns as in `LEARNED`."""
        scores = [
            self._words_say(text, question) + self._meaning_says(alike, question)
            for text, question, alike in zip(texts, asked, self.meaning.similarities(texts), strict=True)
        ]
        return sigmoid(np.array(scores) + self.bias)

    def likenesses(self, text: str, asked: str) -> NDArray[Any]:
        """Similarity of a message to each example, as summed up by `probabilities`.

        Requires `read_examples`.
        """
        mine, theirs = (self.rows.matrix([normalise(one) for one in texts]) for texts in ([text], self.texts))
        words = (mine @ theirs.T).toarray()
        meanings = self._closeness(self.meaning.project(sentence_vectors([text])), self.vectors)
        similarities: NDArray[Any] = ((words + meanings) * self._context(np.array([asked]), self.asked) + BIAS)[0]
        return similarities

    def nearest(self, text: str, asked: str, act: str, count: int = 3) -> list[tuple[str, str, float]]:
        """Examples that contribute most to an act: pending question, text, contribution."""
        shares = self.likenesses(text, asked) * self.coefficients[:, ACTS.index(act)]
        best = np.argsort(-shares)[:count]
        return [(str(self.asked[index]), str(self.texts[index]), float(shares[index])) for index in best]

    def save(self, path: Path) -> None:
        """Save the parameters, except `meaning`."""
        self.terms = self.rows.arrays()
        save_arrays(self, _ARRAYS, path)

    def save_examples(self, path: Path) -> None:
        """Save the examples."""
        save_arrays(self, _EXAMPLE_ARRAYS, path)

    def read_examples(self, path: Path) -> None:
        """Load the examples."""
        load_arrays(self, path)

    @classmethod
    def read(cls, path: Path, config: dict[str, Any], meaning: EmbeddingSpace) -> ActModel:
        """Load a saved model."""
        model = cls(config)
        load_arrays(model, path)
        model.rows.load(vars(model).pop("terms"))
        model.meaning = meaning
        return model


def _question_group(asked: str) -> str:
    """Kind of a question. All yes-or-no questions are one, since they are answered in the same words."""
    kind = kind_of(asked)
    return "yes_no" if kind in ("strict", "offer") else str(kind)
