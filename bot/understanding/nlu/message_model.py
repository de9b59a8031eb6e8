"""All NLU models together: acts, spans, topics and FAQ answers of a message, independent of Rasa.

Models run only where their result may matter: FAQ answers are ranked only for messages that may ask something.
"""

from __future__ import annotations

import functools
import itertools
import os
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bot.base.registration import FIELDS, NAMES
from bot.base.text import fold
from bot.content.faq import audiences
from bot.understanding.clauses import split_clauses
from bot.understanding.learning.embedding_cache import Encode
from bot.understanding.nlu.agreement import Agreements
from bot.understanding.nlu.embedding_space import EmbeddingSpace, TrainingEmbeddings, sentence_vectors
from bot.understanding.nlu.faq_selection import may_be_answered, reweight_for_audience
from bot.understanding.nlu.hybrid_model import HybridModel
from bot.understanding.nlu.language import guess_language
from bot.understanding.nlu.message_examples import MessageExample
from bot.understanding.nlu.message_reader import (
    ACTS,
    OUTPUTS,
    WHOLE_MESSAGE_LABELS,
    MessageReader,
    Reading,
    load_reader,
)
from bot.understanding.nlu.split_message import split_message
from bot.understanding.reading.dialogue_acts import ACT_THRESHOLD, MIN_BINDING_YES, Act, QuestionKind, kind_of
from bot.understanding.reading.fields import FIELD_LABELS
from bot.understanding.reading.interpretation import NluResult
from bot.understanding.reading.spans import Label, Role, Span
from bot.understanding.reading.topic_ranking import COURTESIES, TopicRanking

TOPICS_FILE, ANSWERS_FILE, MEANING_FILE, AGREEMENTS_FILE = "topics.npz", "answers.npz", "meaning.npz", "agreements.json"
_YES_NO = frozenset({QuestionKind.STRICT, QuestionKind.YES_NO})
DEFAULTS: dict[str, Any] = {"topics": {}, "answers": {}}
LabelledTexts = tuple[Sequence[str], Sequence[str]]  # texts and the label of each
MAX_TOPICS, MAX_ANSWERS = 10, 6  # in a ranking
_MIN_TOPIC_PROBABILITY = 0.01  # probability of a topic that an answer may serve, from which answers are looked at
_NEGATIONS = frozenset({"ne", "n", "pas", "plus", "rien", "jamais", "aucun", "aucune", "non"})
_AFTER_MARK = re.compile(r"(?<=[,;.!?:])")
_ASK = ACTS.index(Act.ASK)
_NICENESS = 5  # of what is learned beside the answers


def _fitted(model: HybridModel, *sources: Any) -> HybridModel:
    """The model, fitted."""
    model.fit(*sources)
    return model


class MessageModel:
    """Trains and runs the models."""

    def __init__(self, config: dict[str, Any] | None = None) -> None:
        self.config = {**DEFAULTS, **(config or {})}
        self.agreements = Agreements()
        self.topics, self.answers = HybridModel(self.config["topics"]), HybridModel(self.config["answers"])

    @functools.cached_property
    def reader(self) -> MessageReader:
        """What reads acts and spans."""
        return load_reader()

    def fit(
        self, topics: LabelledTexts, answers: LabelledTexts, examples: Sequence[MessageExample],
        rewrite: Callable[[str], str], encode: Encode = sentence_vectors,
    ) -> None:  # fmt: skip
        """Train all models.

        Args:
            topics: messages and the topic of each.
            answers: questions and the answer of each.
            examples: messages in context, for words of agreement.
            rewrite: rewrites a message in standard French.
            encode: computes sentence vectors of rewritten messages.
        """
        topic_texts, answer_texts = (list(map(rewrite, texts)) for texts in (topics[0], answers[0]))
        yes_no = [one for one in examples if kind_of(one.pending) in _YES_NO]
        self.agreements = Agreements.learn(
            (rewrite(one.text) for one in yes_no), (Act.YES in one.acts for one in yes_no)
        )
        embeddings = TrainingEmbeddings([*topic_texts, *answer_texts], encode)
        # Answers take longest: the other process gets what they leave of the processors.
        with ProcessPoolExecutor(1, get_context("fork"), os.nice, (_NICENESS,)) as pool:
            learned_topics = pool.submit(_fitted, self.topics, topic_texts, topics[1], embeddings)
            self.answers.fit(answer_texts, answers[1], embeddings, "answers")
            self.topics = learned_topics.result()
        self.topics.meaning = embeddings.meaning

    def analyse(self, text: str, plain: str, pending: str) -> NluResult:
        """NLU result of a message, without FAQ answers.

        Args:
            text: as typed.
            plain: rewritten in standard French.
            pending: name of the pending question, "null" for none.
        """
        parts = split_message(plain)
        whole, *of_parts = self.reader.read([(text, pending), *((part, pending) for part in parts)])
        scores = {name: float(probability) for name, probability in zip(OUTPUTS, whole.acts, strict=True)}
        spans = self.reader.spans(whole)
        if kind_of(pending) in _YES_NO and not self.agreements.supports(plain, (span.text for span in spans)):
            scores |= {Act.YES: 0.0, Act.UNCLEAR: max(scores[Act.UNCLEAR], scores[Act.YES])}
        ranking = self.topics.ranking(plain, MAX_TOPICS)
        # A courtesy gives way to what is said beside it, whatever that does; distress stands in some part.
        needs_parts = TopicRanking(ranking).intent in {*COURTESIES, "distress"}
        understood, asking = [], []
        for part, reading in zip(parts, of_parts, strict=True):
            part_asks = reading.acts[_ASK] >= ACT_THRESHOLD
            topics = TopicRanking(self.topics.ranking(part, MAX_TOPICS) if needs_parts or part_asks else (), text=part)
            understood.append(topics)
            if part_asks:
                asking.append(topics)
        acts = {act: scores[act] for act in ACTS}
        topics_of_whole = TopicRanking(ranking, parts=tuple(understood), text=plain)
        marked = tuple(self._spans(whole, spans, pending, scores))
        agrees_apart = (
            bool(asking) and kind_of(pending) in _YES_NO and self._agrees(plain.partition(asking[0].text)[0], pending)
        )
        before = _before_negation(plain) if kind_of(pending) is QuestionKind.STRICT else None
        is_negated = before is not None and not self._agrees(before, pending)
        return NluResult(
            text, acts, marked, topics_of_whole, tuple(asking), guess_language(text), agrees_apart, is_negated,
            self.reader.word_probabilities(whole, Label.REMARK),
        )  # fmt: skip

    def _agrees(self, plain: str, pending: str) -> bool:
        if not self.agreements.supports(plain):
            return False
        probabilities = self.reader.read([(plain, pending)])[0].acts
        return all(
            probabilities[ACTS.index(act)] >= MIN_BINDING_YES
            if act == Act.YES
            else probabilities[ACTS.index(act)] < ACT_THRESHOLD
            for act in ACTS
        )

    def with_answers(self, heard: NluResult, asker: str | None = None) -> NluResult:
        """Add the FAQ answers for the message and each part that asks.

        Args:
            asker: audience of the user; None if unknown.
        """

        def told(one: TopicRanking) -> TopicRanking:
            if not any(
                probability >= _MIN_TOPIC_PROBABILITY and may_be_answered(name) for name, probability in one.ranking
            ):
                return one
            ranking = self.answers.ranking(one.text, MAX_ANSWERS)
            return replace(one, answers=reweight_for_audience(asker, ranking, audiences()))

        return replace(heard, understood=told(heard.understood), question_parts=tuple(map(told, heard.question_parts)))

    def _spans(self, reading: Reading, spans: list[Span], pending: str, scores: Mapping[str, float]) -> list[Span]:
        """The spans. If an answer names nothing of the pending field, add the whole sentence or the likeliest name."""
        spans = [span for span in spans if span.label != Label.REMARK]
        if pending not in FIELDS or scores[Act.ANSWER] < ACT_THRESHOLD or _give_field(spans, pending):
            return spans
        labels, text = FIELD_LABELS[pending], reading.text
        sentence_labels = [name for name in WHOLE_MESSAGE_LABELS if name in labels and scores[name] >= ACT_THRESHOLD]
        if sentence_labels:
            return [*spans, Span(max(sentence_labels, key=lambda name: scores[name]), text, 0, len(text))]
        if pending in NAMES and (likeliest := self.reader.likeliest(reading, labels[0])) is not None:
            others = [span for span in spans if span.end <= likeliest.start or likeliest.end <= span.start]
            return sorted([*others, likeliest], key=lambda span: span.start)
        return spans

    def save(self, directory: Path) -> None:
        """Save all models."""
        self.topics.meaning.save(directory / MEANING_FILE)
        self.topics.save(directory / TOPICS_FILE)
        self.answers.save(directory / ANSWERS_FILE)
        self.agreements.save(directory / AGREEMENTS_FILE)

    @classmethod
    def read(cls, directory: Path, config: dict[str, Any]) -> MessageModel:
        """Load saved models."""
        model = cls(config)
        meaning = EmbeddingSpace.read(directory / MEANING_FILE)
        model.topics = HybridModel.read(directory / TOPICS_FILE, model.config["topics"], meaning)
        model.answers = HybridModel.read(directory / ANSWERS_FILE, model.config["answers"], meaning)
        model.agreements = Agreements.read(directory / AGREEMENTS_FILE)
        return model


def _give_field(spans: Sequence[Span], pending: str) -> bool:
    return any(span.label in FIELD_LABELS[pending] and span.role in {Role.OWN, Role.NEAR} for span in spans)


def _before_negation(plain: str) -> str | None:
    """The words before the first clause or stretch between marks that holds a negation; None without a negation."""
    negated = next((clause for clause in split_clauses(plain) if not _NEGATIONS.isdisjoint(clause.words)), None)
    if negated is None:
        return None
    stretches = _AFTER_MARK.split(plain)
    kept = itertools.takewhile(lambda words: _NEGATIONS.isdisjoint(fold(words).split()), stretches)
    return max("".join(kept), plain[: negated.start], key=len)
