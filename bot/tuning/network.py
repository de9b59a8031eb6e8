"""The sentence encoder in TensorFlow, with thin factors beside the matrices of its upper layers (low-rank adaptation).

E. Hu and others, "LoRA: Low-Rank Adaptation of Large Language Models", 2021. The package's matrices stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bot.nlu.e5_weights import read_weights
from bot.nlu.e5_writing import kept_pieces

FIRST_TUNED = 4  # layer; those below stay as they are
RANK = 16
PARTS = ("q", "k", "v", "ao", "fi", "fo")  # matrices of a layer, as the package names them
_STRENGTH = 2.0  # of the factors
_HEAD_STRENGTH = 4.0  # of the logistic regression: it learns as much faster
_RARE = -4.0  # log-odds of a behaviour before anything is learned
_FAR = -1e4  # added to the attention to what fills up a row


class Network:
    """What is tuned: factors of the layers, and a logistic regression on the vectors of the pieces."""

    def __init__(self, labels: int, scenarios: int, seed: int) -> None:
        """Prepares the package's network with factors that change nothing yet.

        Args:
            labels: number of columns.
            scenarios: number of scenarios, each with a bias for each label.
            seed: of the factors.
        """
        weights, chance = read_weights(), np.random.default_rng(seed)
        self._width, self._heads, self._epsilon = weights.width, weights.heads, weights.epsilon

        def normal(*shape: int) -> NDArray[Any]:
            return chance.standard_normal(shape).astype(np.float32)

        def pair(name: str) -> tuple[Any, Any]:
            return tf.constant(weights.numbers(f"{name}.w")), tf.constant(weights.numbers(f"{name}.b"))

        self._pieces = tf.constant(weights.matrix("emb.word", weights.width)[kept_pieces()])
        positions = weights.numbers("emb.pos").reshape(-1, weights.width)
        self._positions = tf.constant(positions + weights.numbers("emb.type")[: weights.width])
        self._first_norm = pair("emb.ln")
        self._layers: list[dict[str, Any]] = []
        self.factors: dict[str, tuple[Any, Any]] = {}
        for number in range(weights.layers):
            layer: dict[str, Any] = {name: pair(f"l{number}.{name}") for name in ("aln", "oln")}
            for part in PARTS:
                name = f"l{number}.{part}"
                matrix = weights.matrix(f"{name}.w", weights.inner if part == "fo" else weights.width).T
                layer[part] = (name, tf.constant(matrix), tf.constant(weights.numbers(f"{name}.b")))
                if number >= FIRST_TUNED:
                    inputs, outputs = matrix.shape
                    into = tf.Variable(normal(inputs, RANK) / np.sqrt(inputs, dtype=np.float32))
                    self.factors[name] = (into, tf.Variable(tf.zeros((RANK, outputs))))
            self._layers.append(layer)
        self.head = tf.Variable(0.02 * normal(weights.width, labels))
        self.bias = tf.Variable(tf.fill((labels,), _RARE))
        self.of_scenario = tf.Variable(tf.zeros((scenarios, labels)))

    @property
    def variables(self) -> list[Any]:
        """What is learned."""
        return [*(factor for pair in self.factors.values() for factor in pair), self.head, self.bias, self.of_scenario]

    def logits(self, ids: Any, is_text: Any, scenarios: Any, dropped: float = 0.0) -> Any:
        """Returns the log-odds of the labels, shape (texts, pieces, labels).

        Args:
            ids: pieces, shape (texts, pieces).
            is_text: 1 where a piece is of the text, 0 where it fills up the row.
            scenarios: number of the scenario of each text.
            dropped: share of the numbers that are left out while it learns.
        """
        states = self._norm(tf.gather(self._pieces, ids) + self._positions[: tf.shape(ids)[1]], self._first_norm)
        far = (1.0 - is_text)[:, None, None, :] * _FAR
        for number, layer in enumerate(self._layers):
            if number == FIRST_TUNED:
                states = tf.stop_gradient(states)
            states = self._norm(states + tf.nn.dropout(self._attention(states, layer, far), dropped), layer["aln"])
            inner = self._linear(tf.nn.gelu(self._linear(states, layer["fi"])), layer["fo"])
            states = self._norm(states + tf.nn.dropout(inner, dropped), layer["oln"])
        return _HEAD_STRENGTH * states @ self.head + self.bias + tf.gather(self.of_scenario, scenarios)[:, None, :]

    def learned(self, names: Sequence[str], scenarios: Sequence[str]) -> dict[str, NDArray[Any]]:
        """Returns what was learned as `bot.evidence.context_model` and `bot.nlu.e5_writing` read it."""
        found = {
            "names": np.array(names), "scenarios": np.array(scenarios), "head": _HEAD_STRENGTH * self.head.numpy(),
            "bias": self.bias.numpy(), "of_scenario": self.of_scenario.numpy(),
        }  # fmt: skip
        for name, (into, out) in self.factors.items():
            found |= {f"{name}.a": _STRENGTH * into.numpy(), f"{name}.b": out.numpy()}
        return {key: array.astype(np.float16) if array.dtype == np.float32 else array for key, array in found.items()}

    def _linear(self, states: Any, part: tuple[str, Any, Any]) -> Any:
        name, matrix, bias = part
        changed = states @ matrix + bias
        if name not in self.factors:
            return changed
        into, out = self.factors[name]
        return changed + _STRENGTH * (states @ into) @ out

    def _attention(self, states: Any, layer: dict[str, Any], far: Any) -> Any:
        texts, pieces, size = tf.shape(states)[0], tf.shape(states)[1], self._width // self._heads

        def by_head(part: str) -> Any:
            rows = tf.reshape(self._linear(states, layer[part]), (texts, pieces, self._heads, size))
            return tf.transpose(rows, (0, 2, 1, 3))

        shares = tf.nn.softmax(tf.matmul(by_head("q"), by_head("k"), transpose_b=True) / np.sqrt(size) + far)
        gathered = tf.transpose(tf.matmul(shares, by_head("v")), (0, 2, 1, 3))
        return self._linear(tf.reshape(gathered, (texts, pieces, self._width)), layer["ao"])

    def _norm(self, states: Any, pair: tuple[Any, Any]) -> Any:
        mean, variance = tf.nn.moments(states, -1, keepdims=True)
        return (states - mean) * tf.math.rsqrt(variance + self._epsilon) * pair[0] + pair[1]
