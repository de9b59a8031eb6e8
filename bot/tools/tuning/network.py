"""The sentence encoder in TensorFlow with low-rank adaptation of its matrices.

E. Hu and others, "LoRA: Low-Rank Adaptation of Large Language Models", 2021. The package's matrices stay frozen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bot.understanding.nlu.e5_export import LAYERS, kept_token_ids
from bot.understanding.nlu.e5_import import read_weights

FIRST_TUNED = 1  # layer; those below stay frozen
RANK = 32
PARTS = ("q", "k", "v", "ao", "fi", "fo")  # matrices of a layer, as the package names them
_SCALE = 2.0  # of the factors
_MASKED_ATTENTION = -1e4


class Network:
    """The encoder with trainable factors, which change nothing at first.

    Args:
        seed: of the factors.
        questions: number of trainable pieces behind those of the vocabulary, one for each pending question.
        half: whether the matrices of the layers are multiplied in bfloat16, in two thirds of the time.
    """

    def __init__(self, seed: int, questions: int = 0, *, half: bool = False) -> None:
        weights, chance = read_weights(), np.random.default_rng(seed)
        self._kind = tf.bfloat16 if half else tf.float32
        self.width, self._heads, self._epsilon = weights.width, weights.heads, weights.epsilon

        def pair(name: str) -> tuple[Any, Any]:
            return tf.constant(weights.numbers(f"{name}.w")), tf.constant(weights.numbers(f"{name}.b"))

        self._pieces = tf.constant(weights.matrix("emb.word", weights.width)[kept_token_ids()])
        drawn = chance.standard_normal((questions, weights.width)).astype(np.float32)
        self.questions: Any = tf.Variable(drawn * self._pieces.numpy().std()) if questions else None
        positions = weights.numbers("emb.pos").reshape(-1, weights.width)
        self._positions = tf.constant(positions + weights.numbers("emb.type")[: weights.width])
        self._first_norm = pair("emb.ln")
        self._layers: list[dict[str, Any]] = []
        self.factors: dict[str, tuple[Any, Any]] = {}
        for number in LAYERS:
            layer: dict[str, Any] = {name: pair(f"l{number}.{name}") for name in ("aln", "oln")}
            for part in PARTS:
                name = f"l{number}.{part}"
                matrix = weights.matrix(f"{name}.w", weights.inner if part == "fo" else weights.width).T
                layer[part] = (
                    name,
                    tf.cast(tf.constant(matrix), self._kind),
                    tf.constant(weights.numbers(f"{name}.b")),
                )
                if number >= FIRST_TUNED:
                    inputs, outputs = matrix.shape
                    into = chance.standard_normal((inputs, RANK)).astype(np.float32) / np.sqrt(inputs, dtype=np.float32)
                    self.factors[name] = (tf.Variable(into), tf.Variable(tf.zeros((RANK, outputs))))
            self._layers.append(layer)

    @property
    def variables(self) -> list[Any]:
        """Trainable variables."""
        return [factor for pair in self.factors.values() for factor in pair]

    def states(self, ids: Any, is_text: Any, dropped: float = 0.0) -> Any:
        """Contextual vectors of pieces, shape (texts, pieces, width).

        Args:
            ids: pieces, shape (texts, pieces).
            is_text: 1 for a piece of the text, 0 for padding.
            dropped: dropout rate.
        """
        states = self._norm(self._embedded(ids) + self._positions[: tf.shape(ids)[1]], self._first_norm)
        far = (1.0 - is_text)[:, None, None, :] * _MASKED_ATTENTION
        for number, layer in enumerate(self._layers):
            if number == FIRST_TUNED and self.questions is None:
                states = tf.stop_gradient(states)
            states = self._norm(states + tf.nn.dropout(self._attention(states, layer, far), dropped), layer["aln"])
            inner = self._linear(tf.nn.gelu(self._linear(states, layer["fi"])), layer["fo"])
            states = self._norm(states + tf.nn.dropout(inner, dropped), layer["oln"])
        return states

    def meanings(self, ids: Any, is_text: Any, dropped: float = 0.0) -> Any:
        """Mean vectors of texts, normalised to length 1, shape (texts, width)."""
        sums = tf.reduce_sum(self.states(ids, is_text, dropped) * is_text[:, :, None], axis=1)
        return tf.math.l2_normalize(sums, axis=-1)

    def export(self) -> dict[str, NDArray[Any]]:
        """The factors in the format of `bot.understanding.nlu.e5_export`."""
        factors: dict[str, NDArray[Any]] = {}
        for name, (into, out) in self.factors.items():
            factors |= {f"{name}.a": _SCALE * into.numpy(), f"{name}.b": out.numpy()}
        return factors

    def restore(self, learned: Mapping[str, NDArray[Any]]) -> None:
        """Restore exported factors."""
        for name, (into, out) in self.factors.items():
            into.assign(learned[f"{name}.a"].astype(np.float32) / _SCALE)
            out.assign(learned[f"{name}.b"].astype(np.float32))

    def _embedded(self, ids: Any) -> Any:
        if self.questions is None:
            return tf.gather(self._pieces, ids)
        known = len(self._pieces)
        pieces = tf.gather(self._pieces, tf.minimum(ids, known - 1))
        questions = tf.gather(self.questions, tf.maximum(ids - known, 0))
        return tf.where((ids < known)[:, :, None], pieces, questions)

    def _linear(self, states: Any, part: tuple[str, Any, Any]) -> Any:
        name, matrix, bias = part
        states = tf.cast(states, self._kind)
        changed = tf.cast(states @ matrix, tf.float32) + bias
        if name not in self.factors:
            return changed
        into, out = (tf.cast(factor, self._kind) for factor in self.factors[name])
        return changed + _SCALE * tf.cast((states @ into) @ out, tf.float32)

    def _attention(self, states: Any, layer: dict[str, Any], far: Any) -> Any:
        texts, pieces, size = tf.shape(states)[0], tf.shape(states)[1], self.width // self._heads

        def by_head(part: str) -> Any:
            rows = tf.reshape(self._linear(states, layer[part]), (texts, pieces, self._heads, size))
            return tf.transpose(rows, (0, 2, 1, 3))

        shares = tf.nn.softmax(tf.matmul(by_head("q"), by_head("k"), transpose_b=True) / np.sqrt(size) + far)
        gathered = tf.transpose(tf.matmul(shares, by_head("v")), (0, 2, 1, 3))
        return self._linear(tf.reshape(gathered, (texts, pieces, self.width)), layer["ao"])

    def _norm(self, states: Any, pair: tuple[Any, Any]) -> Any:
        mean, variance = tf.nn.moments(states, -1, keepdims=True)
        return (states - mean) * tf.math.rsqrt(variance + self._epsilon) * pair[0] + pair[1]
