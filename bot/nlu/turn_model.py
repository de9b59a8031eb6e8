"""Spans, acts and the topics of what is asked, together: how `TurnReader` hears a message, apart from Rasa."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bot.nlu import act_model
from bot.nlu.act_model import ACTS, ActModel
from bot.nlu.span_model import SpanModel
from bot.nlu.span_variants import with_variants
from bot.nlu.turn_examples import TurnExample
from bot.reading.acts import Act
from bot.reading.turn import Heard
from bot.reading.understood import Understood

SPANS_FILE, ACTS_FILE = "spans.crfsuite", "acts.skops"
DEFAULTS: dict[str, Any] = {
    **act_model.DEFAULTS, "span_iterations": 40, "span_c1": 0.03, "span_c2": 0.03,
}  # fmt: skip
_SEED = 1
_ASKS = 0.5  # probability from which a part asks


class TurnModel:
    """Learns from examples of turns; hears messages."""

    def __init__(self, config: dict[str, Any] | None = None) -> None:
        """Prepares an untrained model; what `config` does not say is as in `DEFAULTS`."""
        self.config = {**DEFAULTS, **(config or {})}
        self.spans = SpanModel()
        self.acts = ActModel(self.config)

    def fit(self, examples: Sequence[TurnExample]) -> None:
        """Learns from messages in their context."""
        with ThreadPoolExecutor(1) as beside:  # CRFsuite learns without holding the interpreter
            tagger = beside.submit(self._learn_spans, examples)
            self.acts.fit(
                [example.plain or example.text for example in examples],
                [example.pending for example in examples],
                [example.acts for example in examples],
            )
            self.spans = tagger.result()

    def _learn_spans(self, examples: Sequence[TurnExample]) -> SpanModel:
        taught = [(example.text, example.pending, example.spans) for example in examples]
        settings = {name: self.config[f"span_{name}"] for name in ("c1", "c2", "iterations")}
        return SpanModel.learn(with_variants(taught, random.Random(_SEED)), **settings)

    def hear(self, text: str, plain: str, pending: str, understood: Understood, parts: Sequence[str]) -> Heard:
        """Returns what is heard in a message.

        Args:
            text: as typed.
            plain: the same rewritten as plain French.
            pending: the question that waits, "null" for none.
            understood: its topics, and those of its parts.
            parts: the rewritten texts of these parts.
        """
        spans = self.spans.find(text, pending)
        rows = self.acts.probabilities([plain, *parts], [pending] * (1 + len(parts)))
        asks = rows[1:, ACTS.index(Act.ASK)] >= _ASKS
        asking = [Understood(ranking) for ranking, part_asks in zip(understood.parts, asks, strict=True) if part_asks]
        acts = {act: float(probability) for act, probability in zip(ACTS, rows[0], strict=True)}
        return Heard(text, acts, tuple(spans), understood, tuple(asking))

    def save(self, directory: Path) -> None:
        """Stores what was learned."""
        self.spans.save(directory / SPANS_FILE)
        self.acts.save(directory / ACTS_FILE)

    @classmethod
    def read(cls, directory: Path, config: dict[str, Any]) -> TurnModel:
        """Returns what `save` stored."""
        model = cls(config)
        model.spans = SpanModel.read(directory / SPANS_FILE)
        model.acts = ActModel.read(directory / ACTS_FILE, model.config)
        return model
