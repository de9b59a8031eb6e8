"""What the words of an answer show where they stand: the tuned sentence encoder, read piece by piece.

The clause classifier knows a clause by its words and by what it means alone; this one knows it in its answer, whoever
spells how. It is a logistic regression on the vectors of the pieces, learned with the encoder (`bot/tools/tuning`).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.content.interview import INTERVIEW
from bot.understanding.learning.kernel_regression import sigmoid
from bot.understanding.nlu.sentence_encoder import load_encoder, pieces_of

LEARNED = INTERVIEW / "context.npz"


class ContextModel:
    """Gives the probability of each behaviour, clause by clause.

    Attributes:
        names: labels, "indicator+" or "indicator-": the columns.
    """

    def __init__(self, path: Path = LEARNED) -> None:
        """Reads what was learned."""
        with np.load(path, allow_pickle=False) as learned:
            self.names = [str(name) for name in learned["names"]]
            self._scenarios = {str(name): place for place, name in enumerate(learned["scenarios"])}
            self._weights, self._bias, self._of_scenario = (
                learned[name].astype(np.float32) for name in ("weights", "bias", "of_scenario")
            )

    def probabilities(self, answer: str, scenario: str, spans: Sequence[tuple[int, int]]) -> NDArray[Any]:
        """Returns the probabilities, shape (len(spans), len(self.names)), float32.

        Args:
            answer: free text.
            scenario: the scenario answered; may be unknown.
            spans: start and end of each clause, in characters.
        """
        places, states = load_encoder().read(answer)
        bias = self._bias + (self._of_scenario[self._scenarios[scenario]] if scenario in self._scenarios else 0.0)
        chances = sigmoid(states @ self._weights + bias)
        found = [chances[own] for own in pieces_of(places, spans)]
        return np.array(
            [rows.mean(axis=0) if len(rows) else np.zeros(len(self.names)) for rows in found], dtype=np.float32
        )


@functools.cache
def load_context() -> ContextModel:
    """Returns the model of this process."""
    return ContextModel()
