"""Classification heads for tuning: logistic regressions on the vectors of pieces or of whole texts."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bot.notes.masking.learned_masks import HIDDEN
from bot.tools.tuning.network import Network
from bot.tools.tuning.tasks import Task

_GAIN = 4.0  # scales the logits, so that the head learns faster
_SPREAD = 3.0  # scales the centred vectors, which are close to each other
INITIAL_BIAS = -4.0  # log-odds of a label
_SMOOTHING = 0.1  # of labels
_EXAMPLES = 25  # of a label, for the initial centroids


class PieceHead:
    """Predicts the labels of each piece; each question has a bias for each label."""

    def __init__(self, task: Task, network: Network, questions: Sequence[str], seed: int) -> None:
        chance = np.random.default_rng(seed)
        self._network = network
        self.weights = tf.Variable(0.02 * chance.standard_normal((network.width, len(task.labels))).astype(np.float32))
        self.bias = tf.Variable(tf.fill((len(task.labels),), INITIAL_BIAS))
        self.of_question = tf.Variable(tf.zeros((len(questions), len(task.labels))))
        # Masks do not depend on the question.
        self._of_question = tf.constant([float(label != HIDDEN) for label in task.labels])

    @property
    def variables(self) -> list[Any]:
        """Trainable variables."""
        return [self.weights, self.bias, self.of_question]

    def loss(self, ids: Any, is_text: Any, wanted: Any, counts: Any, questions: Any, dropped: float) -> Any:
        """Mean cross-entropy of the counted pieces."""
        states = self._network.states(ids, is_text, dropped)
        logits = _GAIN * states @ self.weights + self.bias
        logits += (self._of_question * tf.gather(self.of_question, questions))[:, None, :]
        losses = tf.nn.sigmoid_cross_entropy_with_logits(wanted, logits) * counts
        read = tf.reduce_sum(tf.cast(tf.reduce_max(counts, axis=-1) > 0.0, tf.float32))
        return tf.reduce_sum(losses) / (read + 1e-6)

    def restore(self, weights: NDArray[Any], bias: NDArray[Any], of_question: NDArray[Any]) -> None:
        """Restore exported weights."""
        self.weights.assign(weights / _GAIN)
        self.bias.assign(bias)
        self.of_question.assign(of_question)

    def export(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Weights, bias and question biases for inference."""
        return _GAIN * self.weights.numpy(), self.bias.numpy(), self.of_question.numpy()


class SentenceHead:
    """Predicts the labels of a text.

    Initialised as a nearest-centroid classifier on a few examples of each label.
    """

    def __init__(self, task: Task, network: Network, questions: Sequence[str], seed: int) -> None:
        self._network, self._is_one = network, task.single_label
        chance = np.random.default_rng(seed)
        of_labels: dict[str, list[int]] = defaultdict(list)
        for number in chance.permutation(len(task.texts)):
            for _, _, label in task.texts[number].spans[:1]:
                if len(of_labels[label]) < _EXAMPLES:
                    of_labels[label].append(int(number))
        chosen = [number for numbers in of_labels.values() for number in numbers]
        few = replace(task, texts=[task.texts[number] for number in chosen], share=1.0)
        meanings, labels = [], []
        for ids, is_text, wanted, *_ in few.batches(questions, random.Random(seed)):
            meanings.append(network.meanings(tf.constant(ids), tf.constant(is_text)).numpy())
            labels.append(wanted)
        vectors, wanted = np.concatenate(meanings), np.concatenate(labels)
        self._centre = tf.constant(vectors.mean(axis=0))
        spread = _SPREAD * (vectors - vectors.mean(axis=0))
        means = (spread.T @ wanted) / np.maximum(wanted.sum(axis=0), 1.0)
        self.weights = tf.Variable(means.astype(np.float32))
        self.bias = tf.Variable((-0.5 * _GAIN * (means**2).sum(axis=0)).astype(np.float32))
        self.of_question = tf.Variable(tf.zeros((len(questions), len(task.labels))))

    @property
    def variables(self) -> list[Any]:
        """Trainable variables."""
        return [self.weights, self.bias, self.of_question]

    def loss(self, ids: Any, is_text: Any, wanted: Any, counts: Any, questions: Any, dropped: float) -> Any:
        """Mean cross-entropy of the texts."""
        meanings = _SPREAD * (self._network.meanings(ids, is_text, dropped) - self._centre)
        logits = _GAIN * tf.nn.dropout(meanings, dropped) @ self.weights + self.bias
        logits += tf.gather(self.of_question, questions)
        if not self._is_one:
            return tf.reduce_mean(tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(wanted, logits), -1))
        smooth = (1.0 - _SMOOTHING) * wanted + _SMOOTHING / tf.cast(tf.shape(wanted)[1], tf.float32)
        return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(smooth, logits))
