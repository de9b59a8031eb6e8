"""Multinomial logistic regression in kernel form, with temperature calibration.

Each step costs one product with the kernel of the training sentences. The optimum that scikit-learn's solver finds in
minutes takes seconds.

Training runs in double precision. Steps amplify the rounding errors of earlier ones: in single precision, the last
digits, which depend on the processor, became hundredths of a probability.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import inv
from scipy.sparse import issparse

from bot.understanding.learning.progress import tell

BIAS = 0.05  # added to every similarity: the constant term
_HISTORY_STEPS = 8  # L-BFGS steps remembered
_SEED = 20201117
_BLOCK_ROWS, _SMALL_BLOCK_ROWS = 1024, 64  # rows that are held in double precision at once
_FEW_COLUMNS = 32
_RIDGE = 1e-3  # of the mean of the diagonal: how much directions that hardly differ are flattened
_ENOUGH_DECREASE = 1e-4
_ENOUGH_PROGRESS = 1e-6  # of the first gradient's squared length: one this short is the end
_MIN_CURVATURE = 1e-10
_MAX_HALVINGS = 12
_TEMPERATURES = np.geomspace(0.3, 6.0, 120)


def softmax(scores: NDArray[Any]) -> NDArray[Any]:
    """Probabilities, row by row."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[Any] = raised / raised.sum(axis=1, keepdims=True)
    return shares


def sigmoid(scores: NDArray[Any]) -> NDArray[Any]:
    """Independent probability of each class."""
    shares: NDArray[Any] = 1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0)))
    return shares


def mean_log_loss(probabilities: NDArray[Any], labels: NDArray[Any]) -> float:
    """Mean negative log-likelihood of the labels."""
    return float(-np.mean(np.log(probabilities[np.arange(len(labels)), labels] + 1e-12)))


def best_inverse_temperature(scores: NDArray[Any], labels: NDArray[Any]) -> float:
    """Inverse temperature whose probabilities fit the labels best."""
    return float(min(_TEMPERATURES, key=lambda factor: mean_log_loss(softmax(factor * scores), labels)))


def unit_length(rows: NDArray[Any]) -> NDArray[Any]:
    """Rows scaled to length 1, float32."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: NDArray[Any] = (rows / np.maximum(lengths, 1e-6)).astype(np.float32)
    return scaled


def unit_vectors(vectors: NDArray[Any], centre: NDArray[Any], spread: NDArray[Any]) -> NDArray[Any]:
    """Standardised vectors of unit length."""
    return unit_length((vectors - centre) / spread)


def main_directions(vectors: NDArray[Any], count: int) -> NDArray[Any]:
    """Principal directions of centred vectors, shape (size of a vector, count), float32."""
    precise = vectors.astype(np.float64)
    _, directions = np.linalg.eigh(precise.T @ precise / len(precise))
    kept: NDArray[Any] = directions[:, ::-1][:, :count].astype(np.float32)
    return kept


def rbf_kernel(left: NDArray[Any], right: NDArray[Any], sharpness: float) -> NDArray[Any]:
    """Gaussian (RBF) kernel of unit vectors, shape (here, there)."""
    kernel: NDArray[Any] = np.exp(np.float32(sharpness) * (left @ right.T - np.float32(1.0)))
    return kernel


def exact_rbf_kernel(left: NDArray[Any], right: NDArray[Any], sharpness: float) -> NDArray[Any]:
    """`rbf_kernel` in double precision, rounded to float32: the same on any processor."""
    precise = right.astype(np.float64)
    blocks = (rbf_kernel(rows.astype(np.float64), precise, sharpness) for rows in _blocks(left))
    return np.concatenate([close.astype(np.float32) for close in blocks])


def _blocks(rows: NDArray[Any]) -> Iterator[NDArray[Any]]:
    for start in range(0, len(rows), _BLOCK_ROWS):
        yield rows[start : start + _BLOCK_ROWS]


def product(rows: Any, other: NDArray[Any]) -> NDArray[Any]:
    """Product of a dense or sparse matrix and a dense one, in the precision of the latter."""
    if issparse(rows):
        return np.asarray(rows @ other)
    result = np.empty((len(rows), other.shape[1]), dtype=other.dtype)
    for start, block in _converted_blocks(rows, other):
        np.matmul(block, other, out=result[start : start + len(block)])
    return result


def transposed_product(rows: NDArray[Any], other: NDArray[Any]) -> NDArray[Any]:
    """Product of the transpose of a dense matrix and another one, in the precision of the latter."""
    total = np.zeros((rows.shape[1], other.shape[1]), dtype=other.dtype)
    for start, block in _converted_blocks(rows, other):
        total += block.T @ other[start : start + len(block)]
    return total


def _converted_blocks(rows: NDArray[Any], other: NDArray[Any]) -> Iterator[tuple[int, NDArray[Any]]]:
    """Start and rows of each block, in the precision of another matrix. The next block overwrites the one before."""
    if rows.dtype == other.dtype:
        yield 0, rows
        return
    # The fewer columns it is multiplied by, the more it matters that a block stays in the processor's cache.
    size = _BLOCK_ROWS if other.shape[1] > _FEW_COLUMNS else _SMALL_BLOCK_ROWS
    buffer = np.empty((min(size, len(rows)), rows.shape[1]), dtype=other.dtype)
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        buffer[: len(part)] = part
        yield start, buffer[: len(part)]


def stable_shuffle(texts: Sequence[str]) -> NDArray[Any]:
    """Indices in a pseudo-random order that does not depend on other texts."""
    digests = [hashlib.sha1(f"{_SEED} {text}".encode()).digest() for text in texts]
    return np.array(sorted(range(len(texts)), key=lambda number: (digests[number], number)))


def nystroem_inverse(similarities: NDArray[Any]) -> NDArray[Any]:
    """Inverse of the landmarks' kernel for the Nyström method, slightly regularised, float64.

    The product of two rows of landmark features over it approximates the kernel.

    Args:
        similarities: kernel of the landmarks, float64.
    """
    steady = similarities.copy()
    steady[np.diag_indices(len(steady))] += _RIDGE * steady.trace() / len(steady)
    inverse: NDArray[Any] = inv(steady, overwrite_a=True)
    return inverse


class Kernel(Protocol):
    """Kernel matrix of the training sentences, bias included."""

    def __matmul__(self, other: NDArray[Any]) -> NDArray[Any]:
        """Product with a matrix of shape (sentences, columns)."""


class FactoredKernel:
    """Kernel of feature matrices, never materialised: memory grows with the features only.

    Args:
        features: matrices side by side, dense or sparse, each of shape (sentences, features).
        metrics: matrix between two rows of each, shape (features, features); None for the plain inner product.
    """

    def __init__(self, features: Sequence[Any], metrics: Sequence[NDArray[Any] | None] | None = None) -> None:
        self._features = features
        self._turned = [part.T.tocsr() if issparse(part) else None for part in features]
        self._metrics = metrics or [None] * len(features)

    def subset(self, rows: NDArray[Any]) -> FactoredKernel:
        """Kernel of some of the sentences."""
        return FactoredKernel([part[rows] for part in self._features], self._metrics)

    def weights(self, coefficients: NDArray[Any]) -> list[NDArray[Any]]:
        """Weights of the features, by part, for coefficients of the sentences."""
        parts = zip(self._features, self._turned, strict=True)
        sums = [
            transposed_product(part, coefficients) if turned is None else product(turned, coefficients)
            for part, turned in parts
        ]
        return [own if between is None else between @ own for own, between in zip(sums, self._metrics, strict=True)]

    def scores(self, weights: Sequence[NDArray[Any]]) -> NDArray[Any]:
        """Scores from feature weights, without the bias, shape (sentences, classes)."""
        parts = zip(self._features, weights, strict=True)
        added: NDArray[Any] = np.sum([product(part, own) for part, own in parts], axis=0)
        return added

    def __matmul__(self, other: NDArray[Any]) -> NDArray[Any]:
        """Product with a matrix, bias included."""
        product: NDArray[Any] = self.scores(self.weights(other)) + BIAS * other.sum(axis=0, keepdims=True)
        return product


class _History:
    """Limited history of L-BFGS, in coordinates of the residuals so far.

    Attributes:
        gram: inner products of the residuals, which are those of the kernel, shape (steps, steps).
    """

    def __init__(self, gram: NDArray[Any]) -> None:
        self.gram = gram
        self._pairs: list[tuple[NDArray[Any], NDArray[Any], float]] = []

    def inner(self, one: NDArray[Any], other: NDArray[Any]) -> float:
        """Inner product of two vectors."""
        return float(one @ self.gram @ other)

    def add(self, step: NDArray[Any], change: NDArray[Any]) -> None:
        """Remember a step and the change of the gradient along it."""
        if (curvature := self.inner(step, change)) > _MIN_CURVATURE:
            self._pairs = [*self._pairs, (step, change, curvature)][-_HISTORY_STEPS:]

    def direction(self, gradient: NDArray[Any]) -> NDArray[Any]:
        """Direction of the next step."""
        direction, shares = -gradient, []
        for step, change, curvature in reversed(self._pairs):
            shares.append(self.inner(step, direction) / curvature)
            direction = direction - shares[-1] * change
        if self._pairs:
            _, change, curvature = self._pairs[-1]
            direction = direction * (curvature / self.inner(change, change))
        else:
            direction = direction / max(np.sqrt(self.inner(gradient, gradient)), 1e-12)
        for (step, change, curvature), share in zip(self._pairs, reversed(shares), strict=True):
            direction = direction + (share - self.inner(change, direction) / curvature) * step
        return direction


def fit_logistic(
    kernel: Kernel,
    labels: NDArray[Any],
    classes: int,
    strength: float,
    iterations: int,
    balance: float = 1.0,
    *,
    name: str = "",
) -> NDArray[Any]:
    """Fit the coefficients, shape (sentences, classes), float64: scores are the kernel times these.

    Args:
        labels: class indices; for independent classes a 0/1 matrix of shape (sentences, classes).
        strength: inverse regularisation (C in scikit-learn).
        iterations: maximum number of steps.
        balance: 1 if each class has the same total weight, 0 if each sentence has; values between interpolate.
        name: of the part of the training, for its progress; empty to tell none.
    """
    count = len(labels)
    rows = np.arange(count)
    penalty = 1.0 / strength
    if labels.ndim == 2:
        wanted, weights = labels.astype(np.float32), np.ones((count, 1), dtype=np.float32)
    else:
        wanted = (labels[:, None] == np.arange(classes)).astype(np.float32)
        sizes = np.maximum(np.bincount(labels, minlength=classes), 1)
        weights = ((count / (classes * sizes)) ** balance)[labels].astype(np.float32)[:, None]

    def losses(scores: NDArray[Any]) -> tuple[float, NDArray[Any]]:
        if labels.ndim == 2:
            return float((np.logaddexp(0.0, scores) - wanted * scores).sum()), sigmoid(scores)
        shares = softmax(scores)
        return float(-(weights[:, 0] * np.log(shares[rows, labels] + 1e-30)).sum()), shares

    # Everything lies in the span of the residuals: it is kept as coordinates in it, so that a step costs a product of the
    # kernel and one look at each image.
    residuals = np.empty((iterations, count * classes), dtype=np.float32)
    images = np.empty((iterations, count * classes))
    history = _History(np.zeros((iterations, iterations)))
    coefficients, gradient, move = np.zeros((3, iterations))
    scores = np.zeros((count, classes))
    loss, shares = losses(scores)
    for step in range(iterations):
        if name:
            tell(name, step, iterations)
        known = slice(step + 1)
        residual = weights * (shares - wanted)
        residuals[step], images[step] = residual.ravel(), (kernel @ residual).ravel()
        history.gram[step, known] = history.gram[known, step] = images[known] @ residual.ravel()
        before, gradient = gradient, penalty * coefficients
        gradient[step] += 1.0
        if step:
            history.add(move, gradient - before)
            if history.inner(gradient, gradient) < _ENOUGH_PROGRESS * history.gram[0, 0]:
                break
        direction = history.direction(gradient)
        direction_image = (direction[known] @ images[known]).reshape(scores.shape)
        slope = history.inner(gradient, direction)
        along, across = history.inner(coefficients, direction), history.inner(direction, direction)
        length = 1.0
        for _ in range(_MAX_HALVINGS):  # the scores are linear in the length: no product of the kernel is needed
            new_loss, shares = losses(scores + length * direction_image)
            change = new_loss - loss + penalty * (length * along + 0.5 * length * length * across)
            if change <= _ENOUGH_DECREASE * length * slope:
                break
            length *= 0.5
        else:
            break
        move = length * direction
        coefficients, scores, loss = coefficients + move, scores + length * direction_image, new_loss
    if name:
        tell(name, iterations, iterations)
    found: NDArray[Any] = sum(share * residual for share, residual in zip(coefficients[known], residuals, strict=False))
    return found.reshape(scores.shape)


def folds_in_order(labels: NDArray[Any], folds: int) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    """(training, test) indices. Each class is cut in its order of appearance.

    The data keep sentences of one author together, so a fold mostly holds authors that the others lack.
    """
    fold_of = np.zeros(len(labels), dtype=int)
    for label in np.unique(labels):
        of_class = np.flatnonzero(labels == label)
        fold_of[of_class] = np.arange(len(of_class)) * folds // len(of_class)
    for fold in range(folds):
        yield np.flatnonzero(fold_of != fold), np.flatnonzero(fold_of == fold)


def held_out_scores(
    kernel: FactoredKernel,
    labels: NDArray[Any],
    classes: int,
    strength: float,
    iterations: int,
    folds: int,
    *,
    name: str = "",
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Scores of one fold by coefficients fitted without it, and its labels.

    One fold is enough for a temperature: three folds agreed within a step of `_TEMPERATURES`.
    """
    train, test = next(folds_in_order(labels, folds))
    training = kernel.subset(train)
    coefficients = fit_logistic(training, labels[train], classes, strength, iterations, name=name)
    return kernel.subset(test).scores(training.weights(coefficients)) + BIAS * coefficients.sum(axis=0), labels[test]
