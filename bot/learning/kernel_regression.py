"""Multinomial logistic regression in kernel form, and a temperature that makes its confidences honest.

Thousands of sentences with tens of thousands of features are learned from the matrix of their similarities: each step
costs one product of that matrix, so the optimum that scikit-learn's solver reaches in minutes is reached in seconds.
Memory grows with the square of the number of sentences (200 MB for 7,000).
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

BIAS = 0.05  # added to every similarity: the constant term
MEMORY = 8  # L-BFGS steps remembered
_ROWS_AT_ONCE = 512
_ENOUGH_DECREASE = 1e-4
_MOST_HALVINGS = 12
_TEMPERATURES = np.geomspace(0.3, 6.0, 120)


def softmax(scores: NDArray[Any]) -> NDArray[Any]:
    """Returns probabilities, row by row."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[Any] = raised / raised.sum(axis=1, keepdims=True)
    return shares


def sigmoid(scores: NDArray[Any]) -> NDArray[Any]:
    """Returns the probability of each class by itself."""
    shares: NDArray[Any] = 1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0)))
    return shares


def mean_log_loss(probabilities: NDArray[Any], labels: NDArray[Any]) -> float:
    """Returns the mean of minus the logarithm of the right answer's probability."""
    return float(-np.mean(np.log(probabilities[np.arange(len(labels)), labels] + 1e-12)))


def best_sharpness(scores: NDArray[Any], labels: NDArray[Any]) -> float:
    """Returns the factor of scores (one over the temperature) whose probabilities fit the labels best."""
    return float(min(_TEMPERATURES, key=lambda factor: mean_log_loss(softmax(factor * scores), labels)))


def calibration_error(confidences: NDArray[Any], right: NDArray[Any], bins: int = 10) -> float:
    """Returns the expected calibration error: how far confidence is from the share of right answers, on average."""
    place = np.minimum((confidences * bins).astype(int), bins - 1)
    gaps = [
        abs(confidences[place == index].mean() - right[place == index].mean()) * np.mean(place == index)
        for index in range(bins)
        if np.any(place == index)
    ]
    return float(sum(gaps))


def symmetric(count: int, likenesses: Callable[[slice, slice], NDArray[Any]]) -> NDArray[Any]:
    """Returns the similarities of sentences to one another, each pair worked out once.

    Args:
        count: number of sentences.
        likenesses: the block of these rows and columns.
    """
    kernel = np.empty((count, count), dtype=np.float32)

    def fill(start: int) -> None:
        rows, columns = slice(start, start + _ROWS_AT_ONCE), slice(start, count)
        block = likenesses(rows, columns)
        kernel[rows, columns] = block
        kernel[columns, rows] = block.T

    with ThreadPoolExecutor(os.cpu_count()) as pool:  # products of sparse features take one core each
        list(pool.map(fill, range(0, count, _ROWS_AT_ONCE)))
    return kernel


def unit_length(rows: NDArray[Any]) -> NDArray[Any]:
    """Returns the rows scaled to length 1, float32."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: NDArray[Any] = (rows / np.maximum(lengths, 1e-6)).astype(np.float32)
    return scaled


def unit_vectors(vectors: NDArray[Any], centre: NDArray[Any], spread: NDArray[Any]) -> NDArray[Any]:
    """Returns vectors with their centre taken off and each dimension scaled, of unit length."""
    return unit_length((vectors - centre) / spread)


def main_directions(vectors: NDArray[Any], count: int) -> NDArray[Any]:
    """Returns the directions in which centred vectors vary most, shape (size of a vector, count), float32."""
    _, directions = np.linalg.eigh(vectors.T @ vectors / len(vectors))
    kept: NDArray[Any] = directions[:, ::-1][:, :count].astype(np.float32)
    return kept


def closeness(here: NDArray[Any], there: NDArray[Any], sharpness: float) -> NDArray[Any]:
    """Returns a Gaussian of the distance of vectors of unit length, shape (here, there): 1 where they are the same."""
    close: NDArray[Any] = np.exp(np.float32(sharpness) * (here @ there.T - np.float32(1.0)))
    return close


class FactoredKernel:
    """Similarities that are inner products of features: never written out, so memory grows with the features alone."""

    def __init__(self, features: Sequence[Any]) -> None:
        """Takes matrices of features side by side, dense or sparse, each of shape (sentences, its features)."""
        self._features = features

    def __matmul__(self, other: NDArray[Any]) -> NDArray[Any]:
        """Returns the similarities, with the bias, times a matrix."""
        product = np.repeat(np.float32(BIAS) * other.sum(axis=0, keepdims=True), len(other), axis=0)
        for part in self._features:
            product += np.asarray(part @ (part.T @ other))
        return product


class _Memory:
    """The last steps of L-BFGS; inner products are those of the kernel, so vectors travel with their images."""

    def __init__(self) -> None:
        self.steps: list[tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any], float]] = []

    def add(
        self, step: NDArray[Any], step_image: NDArray[Any], change: NDArray[Any], change_image: NDArray[Any]
    ) -> None:
        curvature = float((step * change_image).sum())
        if curvature > 1e-10:
            self.steps = [*self.steps, (step, step_image, change, change_image, 1.0 / curvature)][-MEMORY:]

    def direction(self, gradient: NDArray[Any], image: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        way, way_image = gradient.copy(), image.copy()
        shares = []
        for step, _, change, change_image, inverse in reversed(self.steps):
            share = inverse * float((step * way_image).sum())
            shares.append(share)
            way -= share * change
            way_image -= share * change_image
        if self.steps:
            _, _, change, change_image, inverse = self.steps[-1]
            scale = 1.0 / (inverse * float((change * change_image).sum()))
        else:
            scale = 1.0 / max(float(np.sqrt((gradient * image).sum())), 1e-12)
        way *= scale
        way_image *= scale
        for (step, step_image, _, change_image, inverse), share in zip(self.steps, reversed(shares), strict=True):
            more = share - inverse * float((change_image * way).sum())
            way += more * step
            way_image += more * step_image
        return -way, -way_image


def learn(
    kernel: NDArray[Any] | FactoredKernel,
    labels: NDArray[Any],
    classes: int,
    strength: float,
    iterations: int,
    balance: float = 1.0,
) -> NDArray[Any]:
    """Returns coefficients, shape (sentences, classes): scores are similarities to the sentences times these.

    Args:
        kernel: similarities of the training sentences, with the bias.
        labels: the class of each, 0 to classes - 1; or, of sentences that may be of several classes, a matrix of zeros
            and ones, shape (sentences, classes): each class is then learned by itself.
        classes: how many there are.
        strength: inverse strength of the regularisation (C of scikit-learn).
        iterations: most steps.
        balance: 1: each class weighs the same in all; 0: each sentence does; between: between.
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

    found = np.zeros((count, classes), dtype=np.float32)
    scores = np.zeros_like(found)
    loss, shares = losses(scores)
    gradient = weights * (shares - wanted)
    image = kernel @ gradient
    first = float((gradient * image).sum())
    memory = _Memory()
    for step in range(iterations):
        way, way_image = memory.direction(gradient, image)
        slope = float((gradient * way_image).sum())
        along, across = float((found * way_image).sum()), float((way * way_image).sum())
        length = 1.0
        for _ in range(_MOST_HALVINGS):  # the scores are linear in the length: no product of the kernel is needed
            new_loss, shares = losses(scores + length * way_image)
            change = new_loss - loss + penalty * (length * along + 0.5 * length * length * across)
            if change <= _ENOUGH_DECREASE * length * slope:
                break
            length *= 0.5
        else:
            break
        found, scores, loss = found + length * way, scores + length * way_image, new_loss
        if step == iterations - 1:
            break
        new_gradient = weights * (shares - wanted) + penalty * found
        new_image = kernel @ new_gradient
        memory.add(length * way, length * way_image, new_gradient - gradient, new_image - image)
        gradient, image = new_gradient, new_image
        if float((gradient * image).sum()) < 1e-6 * first:
            break
    return found


def folds_in_order(labels: NDArray[Any], folds: int) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    """Yields (training, test) indices; each class is cut in its order of appearance.

    Sentences of one writer stand together in the data, so a fold holds mostly writers whom the others do not.
    """
    place = np.zeros(len(labels), dtype=int)
    for label in np.unique(labels):
        of_class = np.flatnonzero(labels == label)
        place[of_class] = np.arange(len(of_class)) * folds // len(of_class)
    for fold in range(folds):
        yield np.flatnonzero(place != fold), np.flatnonzero(place == fold)


def held_out_scores(
    kernel: NDArray[Any], labels: NDArray[Any], classes: int, strength: float, iterations: int, folds: int
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Returns the scores of one fold by coefficients learned without it, and its labels.

    One fold is enough for a temperature: of three, each told the same one within a step of `_TEMPERATURES`.
    """
    train, test = next(folds_in_order(labels, folds))
    found = learn(kernel[np.ix_(train, train)], labels[train], classes, strength, iterations)
    return kernel[np.ix_(test, train)] @ found, labels[test]
