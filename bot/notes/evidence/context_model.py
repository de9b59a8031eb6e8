"""Indicators of clauses in the context of the answer, from token vectors of the tuned sentence encoder.

The clause classifier sees the words and meaning of a clause alone, this one the clause within its answer, however it is
spelled. A logistic regression on token vectors, trained together with the encoder (`bot/tools/tuning`).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.content.interview import INTERVIEW
from bot.understanding.learning.kernel_regression import sigmoid
from bot.understanding.nlu.sentence_encoder import load_encoder, tokens_in_spans

LEARNED = INTERVIEW / "context.npz"


class ContextModel:
    """Probabilities of indicators, clause by clause.

    Attributes:
        names: labels of the columns, "indicator+" or "indicator-".
    """

    def __init__(self) -> None:
        with np.load(LEARNED, allow_pickle=False) as learned:
            self.names = [str(name) for name in learned["names"]]
            self._scenarios = {str(name): index for index, name in enumerate(learned["scenarios"])}
            self._weights, self._bias, self._of_scenario = (
                learned[name].astype(np.float32) for name in ("weights", "bias", "of_scenario")
            )

    def probabilities(self, answer: str, scenario: str, spans: Sequence[tuple[int, int]]) -> NDArray[Any]:
        """Probabilities, shape (len(spans), len(self.names)), float32.

        Args:
            scenario: id of the scenario; may be unknown.
            spans: character offsets of each clause.
        """
        offsets, states = load_encoder().read(answer)
        bias = self._bias + (self._of_scenario[self._scenarios[scenario]] if scenario in self._scenarios else 0.0)
        probabilities = sigmoid(states @ self._weights + bias)
        by_clause = [probabilities[own] for own in tokens_in_spans(offsets, spans)]
        return np.array(
            [rows.mean(axis=0) if len(rows) else np.zeros(len(self.names)) for rows in by_clause], dtype=np.float32
        )


@functools.cache
def load_context() -> ContextModel:
    """The model of this process."""
    return ContextModel()
