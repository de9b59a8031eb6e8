"""Learns what is masked anew on the encoder as it is served, near what was tuned (a minute): `python -m bot.tuning.masks`.

The encoder is tuned on five things at once, and is served in eight bits; the weights that tell what is masked are few, and can
follow it, and examples that came since.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bot.learning.kernel_regression import sigmoid
from bot.masking import hidden
from bot.masking.hidden import HIDDEN
from bot.nlu.sentence_encoder import load_encoder
from bot.tuning.respelling import Marked, respelled
from bot.tuning.tasks import NOTHING_ASKED, marked_texts

_PULL = 300.0  # towards the weights that were tuned
_UNMASKED = 2500  # texts of which nothing is masked, of the many
_STEPS = 60
_SEED = 7


def examples(chance: random.Random) -> list[Marked]:
    """Returns texts that were read for masks: all with masks or read for them alone, as they are and spelled anew; some others."""
    of_masks: list[Marked] = []
    others: list[Marked] = []
    for one in marked_texts():
        if HIDDEN in one.known:
            is_of_masks = one.asked == NOTHING_ASKED or any(label == HIDDEN for *_, label in one.spans)
            (of_masks if is_of_masks else others).append(one)
    again = [respelled(one, chance) for one in of_masks]
    return [*of_masks, *again, *chance.sample(others, min(_UNMASKED, len(others)))]


def pieces(texts: Sequence[Marked]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Returns the vectors of the pieces of texts, and which are of a mask."""

    def read(one: Marked) -> tuple[NDArray[Any], NDArray[Any]]:
        places, states = load_encoder().read(one.text)
        masked = [
            any(label == HIDDEN and start < last and end > first for first, last, label in one.spans)
            for start, end in places
        ]
        return states, np.array(masked, dtype=bool)

    with ThreadPoolExecutor() as pool:
        states, masked = zip(*pool.map(read, texts), strict=True)
    return np.concatenate(states), np.concatenate(masked)


def learn(
    states: NDArray[Any], masked: NDArray[Any], weights: NDArray[Any], bias: float
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Returns weights and bias of a logistic regression near those that are given."""

    def loss(found: NDArray[Any]) -> tuple[float, NDArray[Any]]:
        own = found[:-1].astype(np.float32)
        scores = states @ own + np.float32(found[-1])
        off = own - weights
        cost = np.logaddexp(0.0, scores).sum(dtype=np.float64) - scores[masked].sum(dtype=np.float64)
        wrong = sigmoid(scores) - masked
        slope = np.append(states.T @ wrong + _PULL * off, wrong.sum())
        return float(cost + 0.5 * _PULL * (off**2).sum()), slope.astype(np.float64)

    found = minimize(loss, np.append(weights, bias), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    return found[:-1].astype(np.float16), found[-1].astype(np.float16)


def main() -> None:
    """Learns and stores."""
    with np.load(hidden.LEARNED, allow_pickle=False) as learned:
        kept = dict(learned)
    states, masked = pieces(examples(random.Random(_SEED)))
    weights, bias = learn(states, masked, kept["weights"].astype(np.float32), float(kept["bias"].item()))
    np.savez_compressed(hidden.LEARNED, **(kept | {"weights": weights, "bias": bias}))


if __name__ == "__main__":
    main()
