"""A few sentences in the place of all say nearly the same."""

import numpy as np

from bot.learning.landmarks import choose, fit


def _similarities(count):
    vectors = np.random.default_rng(3).normal(size=(count, 12)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.exp(2.0 * (vectors @ vectors.T - 1.0))


def test_few_sentences_are_all_landmarks_and_say_the_same():
    alike, coefficients = _similarities(60), np.random.default_rng(4).normal(size=(60, 3))
    chosen = choose(60, 100)
    assert chosen.tolist() == list(range(60))
    scores = alike @ coefficients
    assert np.abs(alike @ fit(lambda rows: alike[rows], scores) - scores).max() < 0.02


def test_landmarks_of_many_say_nearly_the_same():
    alike, coefficients = _similarities(3000), np.random.default_rng(5).normal(size=(3000, 2))
    chosen = choose(3000, 750)
    scores = alike @ coefficients
    error = alike[:, chosen] @ fit(lambda rows: alike[rows][:, chosen], scores) - scores
    assert error.std() < 0.05 * scores.std()


def test_landmarks_are_the_same_each_time():
    assert choose(9000, 500).tolist() == choose(9000, 500).tolist()
    assert len(set(choose(9000, 500))) == 500
