"""What reads labels off the encoder while it is tuned: logistic regressions on the vectors of pieces, or of whole texts."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bot.notes.masking.hidden import HIDDEN
from bot.tools.tuning.network import Network
from bot.tools.tuning.tasks import Task

_STRENGTH = 4.0  # it learns as much faster
_SPREAD = 3.0  # of what is left of meanings, which are alike, without their mean
RARE = -4.0  # log-odds of what a piece shows before anything is learned
_SMOOTHING = 0.1  # share of a text that may be of any label
_EXAMPLES = 25  # of a label, whose mean a text is first compared with


class PieceHead:
    """Tells what each piece shows."""

    def __init__(self, task: Task, network: Network, questions: Sequence[str], seed: int) -> None:
        """Prepares it; each question has a bias for each label."""
        chance = np.random.default_rng(seed)
        self._network = network
        self.weights = tf.Variable(0.02 * chance.standard_normal((network.width, len(task.labels))).astype(np.float32))
        self.bias = tf.Variable(tf.fill((len(task.labels),), RARE))
        self.of_question = tf.Variable(tf.zeros((len(questions), len(task.labels))))
        # What is to be masked is the same whatever was question.
        self._of_question = tf.constant([float(label != HIDDEN) for label in task.labels])

    @property
    def variables(self) -> list[Any]:
        """What is learned."""
        return [self.weights, self.bias, self.of_question]

    def loss(self, ids: Any, is_text: Any, wanted: Any, counts: Any, questions: Any, dropped: float) -> Any:
        """Returns how far what is told is from what is wanted: the mean over the pieces."""
        states = self._network.states(ids, is_text, dropped)
        told = _STRENGTH * states @ self.weights + self.bias
        told += (self._of_question * tf.gather(self.of_question, questions))[:, None, :]
        losses = tf.nn.sigmoid_cross_entropy_with_logits(wanted, told) * counts
        read = tf.reduce_sum(tf.cast(tf.reduce_max(counts, axis=-1) > 0.0, tf.float32))
        return tf.reduce_sum(losses) / (read + 1e-6)

    def restore(self, weights: NDArray[Any], bias: NDArray[Any], of_question: NDArray[Any]) -> None:
        """Takes what `learned` gave."""
        self.weights.assign(weights / _STRENGTH)
        self.bias.assign(bias)
        self.of_question.assign(of_question)

    def learned(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Returns weights, bias and the biases of questions as they are read."""
        return _STRENGTH * self.weights.numpy(), self.bias.numpy(), self.of_question.numpy()


class SentenceHead:
    """Tells what a text is about."""

    def __init__(self, task: Task, network: Network, questions: Sequence[str], seed: int) -> None:
        """Prepares it: at first a text is of the label whose examples' mean it is nearest to, whatever was question."""
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
        self.bias = tf.Variable((-0.5 * _STRENGTH * (means**2).sum(axis=0)).astype(np.float32))
        self.of_question = tf.Variable(tf.zeros((len(questions), len(task.labels))))

    @property
    def variables(self) -> list[Any]:
        """What is learned."""
        return [self.weights, self.bias, self.of_question]

    def loss(self, ids: Any, is_text: Any, wanted: Any, counts: Any, questions: Any, dropped: float) -> Any:
        """Returns how far what is told is from what is wanted: the mean over the texts."""
        meanings = _SPREAD * (self._network.meanings(ids, is_text, dropped) - self._centre)
        told = _STRENGTH * tf.nn.dropout(meanings, dropped) @ self.weights + self.bias
        told += tf.gather(self.of_question, questions)
        if not self._is_one:
            return tf.reduce_mean(tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(wanted, told), -1))
        smooth = (1.0 - _SMOOTHING) * wanted + _SMOOTHING / tf.cast(tf.shape(wanted)[1], tf.float32)
        return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(smooth, told))
