"""What the words of an answer show where they stand: the sentence encoder, tuned on marked answers, read piece by piece.

The clause classifier knows a clause by its words and by what it means alone; this one knows it in its answer, whoever
spells how. What was learned (`bot/evidence/tuning/`) is small and lies beside the examples: two thin factors that are
added to each matrix of the encoder's upper layers, and a logistic regression on the vectors of the pieces.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.evidence.content import INTERVIEW
from bot.learning.kernel_regression import sigmoid
from bot.nlu.sentence_encoder import load_encoder

LEARNED = INTERVIEW / "context.npz"
MOST_PIECES, OVERLAP = 300, 60  # read at once; of what is longer, so many are read twice


class ContextModel:
    """Gives the probability of each behaviour, clause by clause.

    Attributes:
        names: labels, "indicator+" or "indicator-": the columns.
    """

    def __init__(self, path: Path = LEARNED) -> None:
        """Reads what was learned; the encoder is made at first use."""
        with np.load(path, allow_pickle=False) as learned:
            self.names = [str(name) for name in learned["names"]]
            self._scenarios = {str(name): place for place, name in enumerate(learned["scenarios"])}
            self._head, self._bias = learned["head"].astype(np.float32), learned["bias"].astype(np.float32)
            self._of_scenario = learned["of_scenario"].astype(np.float32)
            name = f"e5-evidence-{learned['version']}"
        self._encoder = functools.partial(load_encoder, name, path)

    def prepare(self) -> None:
        """Makes what the encoder reads, if that was not done yet (some seconds)."""
        self._encoder()

    def probabilities(self, answer: str, scenario: str, spans: Sequence[tuple[int, int]]) -> NDArray[Any]:
        """Returns the probabilities, shape (len(spans), len(self.names)), float32.

        Args:
            answer: free text.
            scenario: the scenario answered; may be unknown.
            spans: start and end of each clause, in characters.
        """
        encoder = self._encoder()
        pieces, places = encoder.places(answer)
        bias = self._bias + (self._of_scenario[self._scenarios[scenario]] if scenario in self._scenarios else 0.0)
        chances = np.zeros((len(pieces), len(self.names)), dtype=np.float32)
        for start in range(0, max(len(pieces) - OVERLAP, 1), MOST_PIECES - OVERLAP):
            chances[start : start + MOST_PIECES] = sigmoid(
                encoder.states(pieces[start : start + MOST_PIECES]) @ self._head + bias
            )
        starts, ends = np.array(places, dtype=int).reshape(-1, 2).T
        found = [chances[(starts < end) & (ends > start) & (ends > 0)] for start, end in spans]
        return np.array(
            [rows.mean(axis=0) if len(rows) else np.zeros(len(self.names)) for rows in found], dtype=np.float32
        )


@functools.cache
def load_context() -> ContextModel:
    """Returns the model of this process."""
    return ContextModel()
