"""Clusters of similar questions, and the FAQ answer nearest to a question."""

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

from bot.content.faq import faq_files
from bot.understanding.learning.kernel_regression import main_directions, unit_length
from bot.understanding.learning.short_text_encoder import encode

MIN_SIMILARITY = 0.25  # mean cosine of two clusters that are joined
_PER_ANSWER = 2  # FAQ questions per answer, to estimate what all questions share
_COMMON_DIRECTIONS = 3
_PER_ANSWER_COMPARED = 3  # FAQ questions per answer, to find the nearest


def cluster_questions(texts: Sequence[str]) -> list[list[int]]:
    """Clusters of similar texts as lists of indices, by average-linkage clustering."""
    if len(texts) < 2:
        return [[index] for index in range(len(texts))]
    vectors = _distinctive_vectors(texts)
    distances = np.clip(1 - vectors @ vectors.T, 0, None)
    labels = fcluster(linkage(distances[np.triu_indices(len(texts), 1)], "average"), 1 - MIN_SIMILARITY, "distance")
    return [np.flatnonzero(labels == label).tolist() for label in np.unique(labels)]


def _questions(each: int) -> list[str]:
    """The first `each` questions of every FAQ answer."""
    return [text for entry in faq_files().values() for text in entry["asked"][:each]]


@functools.cache
def _common_directions() -> tuple[NDArray[Any], NDArray[Any]]:
    """Mean of the FAQ questions, and the directions that they all share."""
    usual = encode(_questions(_PER_ANSWER))
    centre = usual.mean(axis=0)
    return centre, main_directions(usual - centre, _COMMON_DIRECTIONS)


def _distinctive_vectors(texts: Sequence[str]) -> NDArray[Any]:
    """Unit vectors without the component shared by all FAQ questions, shape (texts, 512).

    Uses the encoder that is not tuned on our data: the tuned one cannot tell out-of-scope questions apart.
    """
    centre, common = _common_directions()
    vectors = encode(list(texts)) - centre
    return unit_length(vectors - vectors @ common @ common.T)


@functools.cache
def _faq_questions() -> tuple[list[str], NDArray[Any]]:
    names = [name for name, entry in faq_files().items() for _ in entry["asked"][:_PER_ANSWER_COMPARED]]
    return names, _distinctive_vectors(_questions(_PER_ANSWER_COMPARED))


def closest_answer(text: str) -> str:
    """Id of the FAQ answer whose questions are nearest to the text."""
    names, vectors = _faq_questions()
    return names[int(np.argmax(vectors @ _distinctive_vectors([text])[0]))]
