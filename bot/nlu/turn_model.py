"""Spans, acts and the topics of what is asked, together: how `TurnReader` hears a message, apart from Rasa."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bot.learning.kept_vectors import Encode
from bot.nlu import act_model
from bot.nlu.act_model import ACTS, LEARNED, SAID, ActModel
from bot.nlu.language import guess_language
from bot.nlu.sentence_space import sentence_vectors
from bot.nlu.span_model import SpanModel
from bot.nlu.span_variants import with_variants
from bot.nlu.turn_examples import TurnExample
from bot.reading.acts import HEARD, Act
from bot.reading.fields import FIELDS, NAMES
from bot.reading.spans import Role, Span
from bot.reading.turn import Heard
from bot.reading.understood import Understood

SPANS_FILE, ACTS_FILE, EXAMPLES_FILE = "spans.crfsuite", "acts.npz", "acts_examples.npz"
DEFAULTS: dict[str, Any] = {**act_model.DEFAULTS, "span_rounds": 10}
_SEED = 1
_ENOUGH_ANSWERS = 350  # to one question


def _said(example: TurnExample) -> list[str]:
    return [span.label for span in example.spans if span.label in SAID and span.role == Role.OWN]


def _telling(examples: Sequence[TurnExample], chance: random.Random) -> list[TurnExample]:
    """Returns the examples that acts are learned from: of mere answers to a field, which abound, some are enough."""
    answers = {
        name: [e for e in examples if e.pending == name and e.acts == (Act.ANSWER,) and not _said(e)] for name in FIELDS
    }
    spared = {id(e) for mine in answers.values() for e in chance.sample(mine, max(len(mine) - _ENOUGH_ANSWERS, 0))}
    return [example for example in examples if id(example) not in spared]


def _learn_spans(examples: Sequence[TurnExample], rounds: int) -> bytes:
    taught = [(example.text, example.pending, example.spans) for example in examples]
    return SpanModel.learn(with_variants(taught, random.Random(_SEED)), rounds).learned


class TurnModel:
    """Learns from examples of turns; hears messages."""

    def __init__(self, config: dict[str, Any] | None = None) -> None:
        """Prepares an untrained model; what `config` does not say is as in `DEFAULTS`."""
        self.config = {**DEFAULTS, **(config or {})}
        self.spans = SpanModel()
        self.acts = ActModel(self.config)

    def fit(
        self, examples: Sequence[TurnExample], rewrite: Callable[[str], str], encode: Encode = sentence_vectors
    ) -> None:
        """Learns.

        Args:
            examples: messages in their context.
            rewrite: rewrites a message as plain French.
            encode: gives the vectors of rewritten messages.
        """
        # Each holds the interpreter half of its time: they learn in two processes.
        with ProcessPoolExecutor(1, get_context("fork")) as beside:
            tagger = beside.submit(_learn_spans, examples, self.config["span_rounds"])
            telling = _telling(examples, random.Random(_SEED))
            self.acts.fit(
                [rewrite(example.text) for example in telling],
                [example.pending for example in telling],
                [(*example.acts, *_said(example)) for example in telling],
                encode,
            )
            self.spans = SpanModel(tagger.result())

    def hear(self, text: str, plain: str, pending: str, understood: Understood, parts: Sequence[str]) -> Heard:
        """Returns what is heard in a message.

        Args:
            text: as typed.
            plain: the same rewritten as plain French.
            pending: the question that waits, "null" for none.
            understood: its topics, and those of its parts.
            parts: the rewritten texts of these parts.
        """
        rows = self.acts.probabilities([plain, *parts], [pending] * (1 + len(parts)))
        asks = rows[1:, ACTS.index(Act.ASK)] >= HEARD
        asking = [part for part, part_asks in zip(understood.parts, asks, strict=True) if part_asks]
        heard = {name: float(probability) for name, probability in zip(LEARNED, rows[0], strict=True)}
        acts = {act: heard[act] for act in ACTS}
        spans = self._spans(text, pending, heard)
        return Heard(text, acts, tuple(spans), understood, tuple(asking), guess_language(text))

    def _spans(self, text: str, pending: str, heard: Mapping[str, float]) -> list[Span]:
        """Returns the spans; where an answer names nothing of what was asked, what its sentence says or names likeliest."""
        spans = self.spans.find(text, pending)
        if pending not in FIELDS or heard[Act.ANSWER] < HEARD:
            return spans
        labels = FIELDS[pending].labels
        if any(span.label in labels and span.role in {Role.OWN, Role.NEAR} for span in spans):
            return spans
        said = [name for name in SAID if name in labels and heard[name] >= HEARD]
        if said:
            return [*spans, Span(max(said, key=lambda name: heard[name]), text, 0, len(text))]
        if pending in NAMES and (likeliest := self.spans.likeliest(text, pending, labels[0])) is not None:
            apart = [span for span in spans if span.end <= likeliest.start or likeliest.end <= span.start]
            return sorted([*apart, likeliest], key=lambda span: span.start)
        return spans

    def save(self, directory: Path) -> None:
        """Stores what was learned."""
        self.spans.save(directory / SPANS_FILE)
        self.acts.save(directory / ACTS_FILE)
        self.acts.save_examples(directory / EXAMPLES_FILE)

    @classmethod
    def read(cls, directory: Path, config: dict[str, Any]) -> TurnModel:
        """Returns what `save` stored."""
        model = cls(config)
        model.spans = SpanModel.read(directory / SPANS_FILE)
        model.acts = ActModel.read(directory / ACTS_FILE, model.config)
        return model
