"""All NLU models together: acts, spans, topics and FAQ answers of a message, independent of Rasa.

Models run only where their result may matter: FAQ answers are ranked only for messages that may ask something.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bot.base.registration import FIELDS, NAMES
from bot.content.faq import audiences
from bot.understanding.learning.kept_vectors import Encode
from bot.understanding.nlu import act_model
from bot.understanding.nlu.act_model import ACTS, LEARNED, SAID, ActModel
from bot.understanding.nlu.agreement import Agreements
from bot.understanding.nlu.answers import as_asked_by, may_be_answered
from bot.understanding.nlu.hybrid_model import HybridModel
from bot.understanding.nlu.language import guess_language
from bot.understanding.nlu.meaning import Meaning, Taught, sentence_vectors
from bot.understanding.nlu.parts import split_parts
from bot.understanding.nlu.span_model import SpanModel
from bot.understanding.nlu.span_variants import with_variants
from bot.understanding.nlu.turn_examples import TurnExample
from bot.understanding.reading.acts import HEARD, SURE_YES, Act, Kind, kind_of
from bot.understanding.reading.fields import GIVEN_BY
from bot.understanding.reading.spans import Role, Span
from bot.understanding.reading.turn import Heard
from bot.understanding.reading.understood import COURTESIES, Understood

SPANS_FILE, ACTS_FILE, EXAMPLES_FILE = "spans.crfsuite", "acts.npz", "acts_examples.npz"
TOPICS_FILE, ANSWERS_FILE, MEANING_FILE = "topics.npz", "answers.npz", "meaning.npz"
AGREEMENTS_FILE = "agreements.json"
_YES_NO = frozenset({Kind.STRICT, Kind.YES_NO})
DEFAULTS: dict[str, Any] = {**act_model.DEFAULTS, "span_rounds": 10, "topics": {}, "answers": {}}
Labelled = tuple[Sequence[str], Sequence[str]]  # texts and the label of each
MOST_TOPICS, MOST_ANSWERS = 10, 6  # in a ranking
_LIKELY_ENOUGH = 0.01  # probability of a topic that an answer may serve, from which answers are looked at
_SEED = 1


def says(example: TurnExample) -> list[str]:
    """Labels from `SAID` of spans that cover a whole example."""
    return [span.label for span in example.spans if span.label in SAID and span.role == Role.OWN]


def _learn_spans(examples: Sequence[TurnExample], rounds: int) -> bytes:
    taught = [(example.text, example.pending, example.spans) for example in examples]
    return SpanModel.learn(with_variants(taught, random.Random(_SEED)), rounds).learned


class TurnModel:
    """Trains and runs the models."""

    def __init__(self, config: dict[str, Any] | None = None) -> None:
        self.config = {**DEFAULTS, **(config or {})}
        self.spans = SpanModel()
        self.acts, self.agreements = ActModel(self.config), Agreements()
        self.topics, self.answers = HybridModel(self.config["topics"]), HybridModel(self.config["answers"])

    def fit(
        self, topics: Labelled, answers: Labelled, turns: Sequence[TurnExample], rewrite: Callable[[str], str],
        encode: Encode = sentence_vectors,
    ) -> None:  # fmt: skip
        """Train all models.

        Args:
            topics: messages and the topic of each.
            answers: questions and the answer of each.
            turns: messages in context, for acts and spans.
            rewrite: rewrites a message in standard French.
            encode: computes sentence vectors of rewritten messages.
        """
        about, asked, said = (
            list(map(rewrite, texts)) for texts in (topics[0], answers[0], [one.text for one in turns])
        )
        # The tagger holds the interpreter all of its time: it learns in a process of its own.
        answers_yes_no = [index for index, one in enumerate(turns) if kind_of(one.pending) in _YES_NO]
        self.agreements = Agreements.learn(
            [said[index] for index in answers_yes_no], [Act.YES in turns[index].acts for index in answers_yes_no]
        )
        with ProcessPoolExecutor(1, get_context("fork")) as beside:
            tagger = beside.submit(_learn_spans, turns, self.config["span_rounds"])
            taught = Taught([*about, *asked, *said], encode)
            self.topics.fit(about, topics[1], taught)
            self.answers.fit(asked, answers[1], taught, "answers")
            self.acts.fit(said, [one.pending for one in turns], [(*one.acts, *says(one)) for one in turns], taught)
            self.spans = SpanModel(tagger.result())

    def hear(self, text: str, plain: str, pending: str) -> Heard:
        """NLU result of a message, without FAQ answers.

        Args:
            text: as typed.
            plain: rewritten in standard French.
            pending: name of the pending question, "null" for none.
        """
        parts = split_parts(plain)
        rows = self.acts.probabilities([plain, *parts], [pending] * (1 + len(parts)))
        heard = {name: float(probability) for name, probability in zip(LEARNED, rows[0], strict=True)}
        spans = self.spans.find(text, pending)
        named = pending if pending in FIELDS else next((name for name in FIELDS if _names(spans, name)), None)
        if named is not None and _names(spans, named):
            # What the tagger finds is given, unless the message does something else: nobody has heard every name before.
            if pending in NAMES and any(span.text == text.strip() for span in spans if span.role == Role.OWN):
                heard[Act.UNCLEAR] = 0.0  # a name and nothing else
            heard[Act.ANSWER] = max(heard[Act.ANSWER], 1.0 - max(heard[act] for act in ACTS if act != Act.ANSWER))
        if kind_of(pending) in _YES_NO and not self.agreements.support(plain, (span.text for span in spans)):
            heard |= {Act.YES: 0.0, Act.UNCLEAR: max(heard[Act.UNCLEAR], heard[Act.YES])}
        acts = {act: heard[act] for act in ACTS}
        ranking = self.topics.ranking(plain, MOST_TOPICS)
        asks = rows[1:, ACTS.index(Act.ASK)] >= HEARD
        # A courtesy gives way to what is said beside it, whatever that does.
        greets = Understood(ranking).intent in COURTESIES
        told = [greets or bool(part_asks) for part_asks in asks]
        understood = [
            Understood(self.topics.ranking(part, MOST_TOPICS) if is_told else (), text=part)
            for part, is_told in zip(parts, told, strict=True)
        ]
        asking = tuple(part for part, part_asks in zip(understood, asks, strict=True) if part_asks)
        whole = Understood(ranking, parts=tuple(understood), text=plain)
        marked = tuple(self._spans(text, spans, pending, heard))
        apart = (
            bool(asking) and kind_of(pending) in _YES_NO and self._agrees(plain.partition(asking[0].text)[0], pending)
        )
        return Heard(text, acts, marked, whole, asking, guess_language(text), apart)

    def _agrees(self, plain: str, pending: str) -> bool:
        if not self.agreements.support(plain):
            return False
        chances = self.acts.probabilities([plain], [pending])[0]
        return all(
            chances[ACTS.index(act)] >= SURE_YES if act == Act.YES else chances[ACTS.index(act)] < HEARD for act in ACTS
        )

    def with_answers(self, heard: Heard, asker: str | None = None) -> Heard:
        """Add the FAQ answers for the message and each part that asks.

        Args:
            asker: audience of the user; None if unknown.
        """

        def told(one: Understood) -> Understood:
            if not any(chance >= _LIKELY_ENOUGH and may_be_answered(name) for name, chance in one.ranking):
                return one
            ranking = self.answers.ranking(one.text, MOST_ANSWERS)
            return replace(one, answers=as_asked_by(asker, ranking, audiences()))

        return replace(heard, understood=told(heard.understood), asking=tuple(map(told, heard.asking)))

    def _spans(self, text: str, spans: list[Span], pending: str, heard: Mapping[str, float]) -> list[Span]:
        """The spans. If an answer names nothing of the pending field, add the whole sentence or the likeliest name."""
        if pending not in FIELDS or heard[Act.ANSWER] < HEARD or _names(spans, pending):
            return spans
        labels = GIVEN_BY[pending]
        said = [name for name in SAID if name in labels and heard[name] >= HEARD]
        if said:
            return [*spans, Span(max(said, key=lambda name: heard[name]), text, 0, len(text))]
        if pending in NAMES and (likeliest := self.spans.likeliest(text, pending, labels[0])) is not None:
            apart = [span for span in spans if span.end <= likeliest.start or likeliest.end <= span.start]
            return sorted([*apart, likeliest], key=lambda span: span.start)
        return spans

    def save(self, directory: Path) -> None:
        """Save all models."""
        self.acts.meaning.save(directory / MEANING_FILE)
        self.spans.save(directory / SPANS_FILE)
        self.acts.save(directory / ACTS_FILE)
        self.acts.save_examples(directory / EXAMPLES_FILE)
        self.topics.save(directory / TOPICS_FILE)
        self.answers.save(directory / ANSWERS_FILE)
        self.agreements.save(directory / AGREEMENTS_FILE)

    @classmethod
    def read(cls, directory: Path, config: dict[str, Any]) -> TurnModel:
        """Load saved models."""
        model = cls(config)
        model.spans = SpanModel.read(directory / SPANS_FILE)
        meaning = Meaning.read(directory / MEANING_FILE)
        model.acts = ActModel.read(directory / ACTS_FILE, model.config, meaning)
        model.topics = HybridModel.read(directory / TOPICS_FILE, model.config["topics"], meaning)
        model.answers = HybridModel.read(directory / ANSWERS_FILE, model.config["answers"], meaning)
        model.agreements = Agreements.read(directory / AGREEMENTS_FILE)
        return model


def _names(spans: Sequence[Span], pending: str) -> bool:
    return any(span.label in GIVEN_BY[pending] and span.role in {Role.OWN, Role.NEAR} for span in spans)
