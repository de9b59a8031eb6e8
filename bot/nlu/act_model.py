"""Acts from a message and the question that waits: one logistic regression an act, on one kernel, apart from Rasa.

Two messages are alike by their n-grams and words and by what they mean (a Gaussian of the distance of their vectors).
The likeness counts more where the same question waits, or one
that is answered in the same way; a part of it is shared between all questions.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.learning.kept_vectors import Encode
from bot.learning.kernel_regression import BIAS, closeness, learn, sigmoid, symmetric
from bot.learning.progress import tell
from bot.learning.stored import half_precise, restore, store
from bot.learning.text_row import TextRows
from bot.nlu.meaning import Meaning
from bot.nlu.normalise import normalise
from bot.nlu.sentence_space import SentenceSpace, sentence_vectors
from bot.reading.acts import Act, kind_of
from bot.reading.spans import Label

ACTS = tuple(str(act) for act in Act)
# What a whole sentence says, in words that no list holds ("plus rien ne m'attache ici").
SAID = (str(Label.NOW), str(Label.NOWHERE), str(Label.NATIONAL))
LEARNED = (*ACTS, *SAID)
DEFAULTS: dict[str, Any] = {
    "strength": 100.0, "iterations": 30, "word_weight": 1.4, "encoder_weight": 2.0,
    "encoder_sharpness": 2.0, "shared": 1.0, "same_question": 1.0, "same_kind": 0.5, "landmarks": 6000,
}  # fmt: skip
_ARRAYS = (
    "terms", "bias", "groups", "first_places", "places", "word_weights", "meaning",
)  # fmt: skip
_OF_EXAMPLES = ("texts", "asked", "vectors", "coefficients")  # which only `nearest` looks at
_EVERYWHERE = "everywhere"


class ActModel:
    """Learns and tells acts of messages rewritten as plain French (`normaliser`).

    Config: strength (inverse of the regularisation), iterations (most steps), weights of words and vectors against
    character n-grams, sharpness of the Gaussian, landmarks (examples whose meaning is looked at), and what a likeness counts:
    shared by all questions, more for the same kind of question, more for the same one.
    """

    def __init__(self, config: dict[str, Any] | None = None) -> None:
        """Prepares an untrained model; what `config` does not say is as in `DEFAULTS`."""
        self.config = {**DEFAULTS, **(config or {})}
        characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True, lowercase=False, dtype=np.float32
        )
        words = TfidfVectorizer(
            ngram_range=(1, 3), sublinear_tf=True, token_pattern=r"\S+", lowercase=False, dtype=np.float32
        )
        self.rows = TextRows([(characters, 1.0), (words, self.config["word_weight"])])

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
        vectors = encode(list(texts))
        space = SentenceSpace.learn(vectors)
        self.texts = list(texts)
        self.asked = np.array(asked)
        features = self.rows.fit(normal)
        self.vectors = half_precise(space.place(vectors))
        tell("acts: comparing messages")
        kernel = symmetric(
            len(texts),
            lambda rows, columns: self._kernel(features[rows], features[columns], rows, columns),
        )
        tell("acts: learning")
        wanted = np.array([[name in done for name in LEARNED] for done in acts], dtype=np.float32)
        self.coefficients = learn(
            kernel, wanted, len(LEARNED), self.config["strength"], self.config["iterations"]
        )  # fmt: skip
        self.bias = BIAS * self.coefficients.sum(axis=0)
        of_groups = self._sum_up(features)
        most, sharpness = self.config["landmarks"], self.config["encoder_sharpness"]
        meaning = Meaning.fit(space, self.vectors, self.config["encoder_weight"] * of_groups, most, sharpness)
        self.meaning = replace(meaning, weights=np.ascontiguousarray(meaning.weights.swapaxes(0, 1)))

    def _sum_up(self, features: csr_matrix) -> NDArray[Any]:
        """Sums up what n-grams and words say: of all examples, of those of a family of questions, of a question.

        A group's weights, shape (its features, names), stand behind those of the group before; `places` says of which
        features they are, `first_places` where each group begins.

        Returns:
            The coefficients of the examples in each group, 0 outside it, shape (examples, groups, names).
        """
        families = np.array([_family(name) for name in self.asked])
        masks = {_EVERYWHERE: np.ones(len(self.asked), dtype=bool)}
        masks |= {f"family {name}": families == name for name in np.unique(families)}
        masks |= {f"question {name}": self.asked == name for name in np.unique(self.asked)}
        places, weights = [], []
        of_groups = np.zeros((len(self.asked), len(masks), len(LEARNED)), dtype=np.float32)
        for number, mask in enumerate(masks.values()):
            own = features[mask]
            of_groups[mask, number] = self.coefficients[mask]
            places.append(np.flatnonzero(own.getnnz(axis=0)))
            weights.append(np.asarray(own.T @ self.coefficients[mask])[places[-1]].astype(np.float16))
        self.groups = np.array(list(masks))
        self.first_places = np.cumsum([0, *map(len, places)])
        self.places, self.word_weights = np.concatenate(places).astype(np.int32), np.concatenate(weights)
        return of_groups

    def _kernel(self, here: csr_matrix, there: csr_matrix, rows: slice, columns: slice) -> NDArray[Any]:
        """Returns the likenesses of the examples `rows` to the examples `columns`, given their features."""
        likeness = (here @ there.T).toarray() + self._closeness(self.vectors[rows], self.vectors[columns])
        weighted: NDArray[Any] = likeness * self._context(self.asked[rows], self.asked[columns]) + BIAS
        return weighted.astype(np.float32)

    def _closeness(self, here: NDArray[Any], there: NDArray[Any]) -> NDArray[Any]:
        """Returns how alike in meaning two groups of vectors are, weighted, shape (here, there)."""
        weighted: NDArray[Any] = self.config["encoder_weight"] * closeness(
            here, there, self.config["encoder_sharpness"]
        )
        return weighted

    def _context(self, asked: NDArray[Any], asked_there: NDArray[Any]) -> NDArray[Any]:
        """Returns what a likeness counts, by the questions that waited."""
        names = np.unique(np.concatenate([asked, asked_there]))
        families = np.array([_family(name) for name in names])
        here, there = np.searchsorted(names, asked), np.searchsorted(names, asked_there)
        weights = self.config["shared"] + self.config["same_question"] * np.eye(len(names))
        weights = weights + self.config["same_kind"] * (families[:, None] == families[None])
        return np.asarray(weights[np.ix_(here, there)], dtype=np.float32)

    def _groups_of(self, asked: str) -> list[tuple[int, float]]:
        """Returns the groups that count where a question waits, and how much each does."""
        counts = {
            _EVERYWHERE: self.config["shared"], f"family {_family(asked)}": self.config["same_kind"],
            f"question {asked}": self.config["same_question"],
        }  # fmt: skip
        return [(index, counts[name]) for index, name in enumerate(self._group_names) if name in counts]

    @functools.cached_property
    def _group_names(self) -> list[str]:
        return [str(name) for name in self.groups]

    def _words_say(self, text: str, asked: str) -> NDArray[Any]:
        """Returns what the n-grams and words of a message add to each score where a question waits."""
        features, values = self.rows.row(normalise(text))
        features = features.astype(self.places.dtype)  # else all places are turned into its type at each look
        said = np.zeros(len(LEARNED), dtype=np.float32)
        for index, count in self._groups_of(asked):
            first, end = self.first_places[index : index + 2]
            found = first + np.minimum(np.searchsorted(self.places[first:end], features), end - first - 1)
            known = self.places[found] == features
            said += count * (values[known] @ self.word_weights[found[known]].astype(np.float32))
        return said

    def _meaning_says(self, alike: NDArray[Any], asked: str) -> NDArray[Any]:
        """Returns what likeness to the landmarks adds to each score where a question waits.

        The weights have the shape (groups, landmarks, names): those of a group are read together.
        """
        parts = [count * (alike @ self.meaning.weights[group]) for group, count in self._groups_of(asked)]
        said: NDArray[Any] = np.sum(parts, axis=0)
        return said

    def probabilities(self, texts: Sequence[str], asked: Sequence[str]) -> NDArray[Any]:
        """Returns each probability by itself, shape (messages, names): columns as in `LEARNED`."""
        scores = [
            self._words_say(text, question) + self._meaning_says(alike, question)
            for text, question, alike in zip(texts, asked, self.meaning.alike(texts), strict=True)
        ]
        return sigmoid(np.array(scores) + self.bias)

    def likenesses(self, text: str, asked: str) -> NDArray[Any]:
        """Returns how alike a message and each example are, shape (examples,): what `probabilities` sums up.

        Needs what `read_examples` reads.
        """
        mine, theirs = (self.rows.matrix([normalise(one) for one in texts]) for texts in ([text], self.texts))
        words = (mine @ theirs.T).toarray()
        meanings = self._closeness(self.meaning.place(sentence_vectors([text])), self.vectors)
        alike: NDArray[Any] = ((words + meanings) * self._context(np.array([asked]), self.asked) + BIAS)[0]
        return alike

    def nearest(self, text: str, asked: str, act: str, count: int = 3) -> list[tuple[str, str, float]]:
        """Returns the examples that spoke most for an act: question, text, and how much."""
        shares = self.likenesses(text, asked) * self.coefficients[:, ACTS.index(act)]
        best = np.argsort(-shares)[:count]
        return [(str(self.asked[index]), str(self.texts[index]), float(shares[index])) for index in best]

    def save(self, path: Path) -> None:
        """Stores what was learned."""
        self.terms = self.rows.arrays()
        store(self, _ARRAYS, path)

    def save_examples(self, path: Path) -> None:
        """Stores the examples."""
        store(self, _OF_EXAMPLES, path)

    def read_examples(self, path: Path) -> None:
        """Takes the examples that `save_examples` stored."""
        restore(self, path)

    @classmethod
    def read(cls, path: Path, config: dict[str, Any]) -> ActModel:
        """Returns what `save` stored; nothing but known types is read."""
        model = cls(config)
        restore(model, path)
        model.rows.take(vars(model).pop("terms"))
        model.meaning = Meaning(**vars(model)["meaning"])
        return model


def _family(asked: str) -> str:
    """Returns how a question is answered, all questions of yes and no as one: they are answered with the same words."""
    kind = kind_of(asked)
    return "yes_no" if kind in ("strict", "offer") else str(kind)
