"""A few sentences in the place of all: scores that are sums over thousands of similarities, as sums over some of them.

The similarity of meanings is smooth, so sums over some thousand landmarks come within a few hundredths of those over all
sentences, at a fraction of the time and memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve

_SEED = 1
_RIDGE = 1e-6  # of the mean of the diagonal
_ROWS_AT_ONCE = 1024


def choose(count: int, most: int) -> NDArray[Any]:
    """Returns which of so many sentences are landmarks, in order: all when they are few."""
    return np.sort(np.random.default_rng(_SEED).permutation(count)[:most])


def carry_over(
    similarities: Callable[[slice], NDArray[Any]], coefficients: NDArray[Any], landmarks: NDArray[Any]
) -> NDArray[Any]:
    """Returns the landmarks' coefficients whose sums come closest to those of all sentences, shape (landmarks, columns).

    Args:
        similarities: those of some of the sentences to all, shape (the rows, sentences).
        coefficients: of all sentences, shape (sentences, columns).
        landmarks: indices of the landmarks.
    """
    gram = np.zeros((len(landmarks), len(landmarks)))
    sums = np.zeros((len(landmarks), coefficients.shape[1]))
    for start in range(0, len(coefficients), _ROWS_AT_ONCE):
        block = similarities(slice(start, start + _ROWS_AT_ONCE))
        own = block[:, landmarks]
        gram += own.T @ own
        sums += own.T @ (block @ coefficients)
    gram[np.diag_indices(len(landmarks))] += _RIDGE * gram.trace() / len(landmarks)
    return np.asarray(solve(gram, sums, assume_a="pos"), dtype=np.float32)
