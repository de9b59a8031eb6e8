"""Calibrate the probabilities of acts on the examples that are left out of learning.

At each question the scores of all acts are multiplied by one number, the inverse temperature that makes the left-out
examples likeliest (C. Guo and others, "On Calibration of Modern Neural Networks", 2017). Prints the expected calibration
error before and after, each question's examples judged by a number fitted on the other half of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import expit, xlogy

from bot.tools.tuning.learning import store
from bot.understanding.nlu.message_reader import ACTS, LEARNED, MessageReader, load_weights
from bot.understanding.nlu.sentence_encoder import load_encoder
from bot.understanding.nlu.training_data import is_left_out, message_examples

_BOUNDS = (0.2, 3.0)  # of an inverse temperature
_BINS = 10
_AT_ONCE = 32
Sample = tuple[NDArray[Any], NDArray[Any]]  # scores and truth, shape (examples, acts)


def samples(reader: MessageReader) -> dict[str, Sample]:
    """Uncalibrated scores of acts and whether each act was meant, by question."""
    examples = [one for one in message_examples() if is_left_out(one)]
    rows: dict[str, list[tuple[NDArray[Any], list[bool]]]] = {}
    for start in range(0, len(examples), _AT_ONCE):
        part = examples[start : start + _AT_ONCE]
        for example, reading in zip(part, reader.read([(one.text, one.pending) for one in part]), strict=True):
            scores = reading.act_scores[: len(ACTS)] / reader.sharpness(example.pending)
            rows.setdefault(example.pending, []).append((scores, [act in example.acts for act in ACTS]))
    return {
        name: (np.array([one for one, _ in own]), np.array([truth for _, truth in own], dtype=np.float32))
        for name, own in rows.items()
    }


def fitted(scores: NDArray[Any], truth: NDArray[Any]) -> float:
    """The inverse temperature that makes the truth likeliest."""

    def loss(sharpness: float) -> float:
        likely = np.clip(expit(sharpness * scores), 1e-7, 1 - 1e-7)
        return -float((xlogy(truth, likely) + xlogy(1 - truth, 1 - likely)).mean())

    return float(minimize_scalar(loss, bounds=_BOUNDS, method="bounded").x)


def calibration_error(likely: NDArray[Any], truth: NDArray[Any]) -> float:
    """Expected calibration error: mean distance of probability and share of truth over equal ranges of probability."""
    bins = np.minimum((likely * _BINS).astype(int), _BINS - 1)
    return float(sum(abs((likely - truth)[bins == n].sum()) for n in range(_BINS)) / likely.size)


def held_out_probabilities(scores: NDArray[Any], truth: NDArray[Any]) -> NDArray[Any]:
    """Probabilities of each half of the examples by the number fitted on the other half."""
    likely = np.empty_like(scores)
    for half in (slice(0, None, 2), slice(1, None, 2)):
        other = slice(1 - (half.start or 0), None, 2)
        likely[half] = expit(fitted(scores[other], truth[other]) * scores[half])
    return likely


def report(by_question: Mapping[str, Sample]) -> dict[str, float]:
    """Inverse temperature of each question; prints the errors before and after."""
    before, after = [], []
    for name, (scores, truth) in sorted(by_question.items()):
        before.append((expit(scores), truth))
        after.append((held_out_probabilities(scores, truth), truth))
        print(
            f"{name:16} {len(scores):4} examples: error {calibration_error(*before[-1]):.4f} → {calibration_error(*after[-1]):.4f}"
        )
    whole = [calibration_error(*map(np.concatenate, zip(*rows, strict=True))) for rows in (before, after)]
    print(f"all questions: error {whole[0]:.4f} → {whole[1]:.4f}")
    return {name: fitted(*sample) for name, sample in by_question.items()}


def main() -> None:
    """Calibrate the stored weights."""
    weights = load_weights()
    reader = MessageReader(weights, lambda: load_encoder(LEARNED))
    sharpness = report(samples(reader))
    numbers = np.array([sharpness.get(str(name), 1.0) for name in weights["question_names"]], np.float32)
    store(LEARNED, {**{key: array for key, array in weights.items() if key != "version"}, "sharpness": numbers})


if __name__ == "__main__":
    main()
