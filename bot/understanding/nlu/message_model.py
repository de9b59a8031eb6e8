"""All NLU models together: acts, spans, topics and FAQ answers of a message, independent of Rasa.

Models run only where their result may matter: FAQ answers are ranked only for messages that may ask something.
"""

from __future__ import annotations

import itertools
import os
import random
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
from bot.understanding.nlu import act_model
from bot.understanding.nlu.act_model import ACTS, LEARNED, WHOLE_MESSAGE_LABELS, ActModel
from bot.understanding.nlu.agreement import Agreements
from bot.understanding.nlu.augmentation import augment
from bot.understanding.nlu.detail_model import DetailModel
from bot.understanding.nlu.embedding_space import EmbeddingSpace, TrainingEmbeddings, sentence_vectors
from bot.understanding.nlu.faq_selection import may_be_answered, reweight_for_audience
from bot.understanding.nlu.hybrid_model import HybridModel
from bot.understanding.nlu.language import guess_language
from bot.understanding.nlu.message_examples import MessageExample
from bot.understanding.nlu.span_model import SpanModel
from bot.understanding.nlu.split_message import split_message
from bot.understanding.reading.dialogue_acts import ACT_THRESHOLD, MIN_BINDING_YES, Act, QuestionKind, kind_of
from bot.understanding.reading.fields import FIELD_LABELS
from bot.understanding.reading.interpretation import NluResult
from bot.understanding.reading.spans import Role, Span
from bot.understanding.reading.topic_ranking import COURTESIES, TopicRanking

SPANS_FILE, ACTS_FILE, EXAMPLES_FILE = "spans.crfsuite", "acts.npz", "acts_examples.npz"
TOPICS_FILE, ANSWERS_FILE, MEANING_FILE = "topics.npz", "answers.npz", "meaning.npz"
AGREEMENTS_FILE, DETAILS_FILE = "agreements.json", "details.npz"
_YES_NO = frozenset({QuestionKind.STRICT, QuestionKind.YES_NO})
DEFAULTS: dict[str, Any] = {**act_model.DEFAULTS, "span_rounds": 10, "topics": {}, "answers": {}, "details": {}}
LabelledTexts = tuple[Sequence[str], Sequence[str]]  # texts and the label of each
MAX_TOPICS, MAX_ANSWERS = 10, 6  # in a ranking
_MIN_TOPIC_PROBABILITY = 0.01  # probability of a topic that an answer may serve, from which answers are looked at
_NEGATIONS = frozenset({"ne", "n", "pas", "plus", "rien", "jamais", "aucun", "aucune", "non"})
_AFTER_MARK = re.compile(r"(?<=[,;.!?:])")
_ASK = ACTS.index(Act.ASK)
_MIN_ASKING_TOPIC = 0.9  # probability of a topic from which a part without any act asks
_SEED = 1
_NICENESS = 5  # of what is learned beside the answers


def whole_message_labels(example: MessageExample) -> list[str]:
    """Labels from `WHOLE_MESSAGE_LABELS` of spans that cover a whole example."""
    return [span.label for span in example.spans if span.label in WHOLE_MESSAGE_LABELS and span.role == Role.OWN]


def _learn_spans(examples: Sequence[MessageExample], rounds: int) -> bytes:
    messages = [(example.text, example.pending, example.spans) for example in examples]
    return SpanModel.learn(augment(messages, random.Random(_SEED)), rounds).learned


def _fitted[Model: (ActModel, HybridModel)](model: Model, *sources: Any) -> Model:
    """The model, fitted."""
    model.fit(*sources)
    return model


class MessageModel:
    """Trains and runs the models."""

    def __init__(self, config: dict[str, Any] | None = None) -> None:
        self.config = {**DEFAULTS, **(config or {})}
        self.spans = SpanModel()
        self.acts, self.agreements = ActModel(self.config), Agreements()
        self.topics, self.answers = HybridModel(self.config["topics"]), HybridModel(self.config["answers"])
        self.details = DetailModel(self.config["details"])

    def fit(
        self, topics: LabelledTexts, answers: LabelledTexts, details: LabelledTexts, examples: Sequence[MessageExample],
        rewrite: Callable[[str], str], encode: Encode = sentence_vectors,
    ) -> None:  # fmt: skip
        """Train all models.

        Args:
            topics: messages and the topic of each.
            answers: questions and the answer of each.
            details: pieces of messages and the label of each.
            examples: messages in context, for acts and spans.
            rewrite: rewrites a message in standard French.
            encode: computes sentence vectors of rewritten messages.
        """
        topic_texts, answer_texts, detail_texts, message_texts = (
            list(map(rewrite, texts)) for texts in (topics[0], answers[0], details[0], [one.text for one in examples])
        )
        # Answers take longest: the other processes get what they leave of the processors.
        answers_yes_no = [index for index, one in enumerate(examples) if kind_of(one.pending) in _YES_NO]
        self.agreements = Agreements.learn(
            [message_texts[index] for index in answers_yes_no],
            [Act.YES in examples[index].acts for index in answers_yes_no],
        )
        with ProcessPoolExecutor(2, get_context("fork"), os.nice, (_NICENESS,)) as pool:
            tagger = pool.submit(_learn_spans, examples, self.config["span_rounds"])
            embeddings = TrainingEmbeddings([*topic_texts, *answer_texts, *message_texts], encode)
            acts = pool.submit(
                _fitted,
                self.acts,
                message_texts,
                [one.pending for one in examples],
                [(*one.acts, *whole_message_labels(one)) for one in examples],
                embeddings,
            )
            learned_topics = pool.submit(_fitted, self.topics, topic_texts, topics[1], embeddings)
            self.answers.fit(answer_texts, answers[1], embeddings, "answers")
            embeddings.add(detail_texts)
            self.details.fit(detail_texts, details[1], embeddings)
            self.acts, self.topics = acts.result(), learned_topics.result()
            self.acts.meaning = self.topics.meaning = embeddings.meaning
            self.spans = SpanModel(tagger.result())

    def analyse(self, text: str, plain: str, pending: str) -> NluResult:
        """NLU result of a message, without FAQ answers.

        Args:
            text: as typed.
            plain: rewritten in standard French.
            pending: name of the pending question, "null" for none.
        """
        parts = split_message(plain)
        rows = self.acts.probabilities([plain, *parts], [pending] * (1 + len(parts)))
        scores = {name: float(probability) for name, probability in zip(LEARNED, rows[0], strict=True)}
        spans = self.spans.find(text, pending)
        named = pending if pending in FIELDS else next((name for name in FIELDS if _give_field(spans, name)), None)
        if named is not None and _give_field(spans, named):
            # What the tagger finds is given, unless the message does something else: nobody has heard every name before.
            if pending in NAMES and any(span.text == text.strip() for span in spans if span.role == Role.OWN):
                scores[Act.UNCLEAR] = 0.0  # a name and nothing else
            scores[Act.ANSWER] = max(scores[Act.ANSWER], 1.0 - max(scores[act] for act in ACTS if act != Act.ANSWER))
        if kind_of(pending) in _YES_NO and not self.agreements.supports(plain, (span.text for span in spans)):
            scores |= {Act.YES: 0.0, Act.UNCLEAR: max(scores[Act.UNCLEAR], scores[Act.YES])}
        ranking, is_free = self.topics.ranking(plain, MAX_TOPICS), kind_of(pending) is QuestionKind.FREE
        # A courtesy gives way to what is said beside it, whatever that does; distress stands in some part.
        needs_parts = TopicRanking(ranking).intent in {*COURTESIES, "distress"}
        understood, asking = [], []
        for part, row in zip(parts, rows[1:], strict=True):
            part_asks, is_silent = row[_ASK] >= ACT_THRESHOLD, max(row) < ACT_THRESHOLD
            topics = TopicRanking(
                self.topics.ranking(part, MAX_TOPICS) if needs_parts or part_asks or is_silent else (), text=part
            )
            understood.append(topics)
            enough = ACT_THRESHOLD if part_asks else _MIN_ASKING_TOPIC if is_silent else 1.0
            if topics.topic.startswith("ask_") and topics.confidence >= enough and not is_free:
                part_asks, scores[Act.ASK] = True, max(scores[Act.ASK], topics.confidence)
            if part_asks:
                asking.append(topics)
        acts = {act: scores[act] for act in ACTS}
        whole = TopicRanking(ranking, parts=tuple(understood), text=plain)
        marked = tuple(self._spans(text, spans, pending, scores))
        agrees_apart = (
            bool(asking) and kind_of(pending) in _YES_NO and self._agrees(plain.partition(asking[0].text)[0], pending)
        )
        before = _before_negation(plain) if kind_of(pending) is QuestionKind.STRICT else None
        is_negated = before is not None and not self._agrees(before, pending)
        return NluResult(text, acts, marked, whole, tuple(asking), guess_language(text), agrees_apart, is_negated)

    def _agrees(self, plain: str, pending: str) -> bool:
        if not self.agreements.supports(plain):
            return False
        probabilities = self.acts.probabilities([plain], [pending])[0]
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

    def _spans(self, text: str, spans: list[Span], pending: str, scores: Mapping[str, float]) -> list[Span]:
        """The spans. If an answer names nothing of the pending field, add the whole sentence or the likeliest name."""
        if pending not in FIELDS or scores[Act.ANSWER] < ACT_THRESHOLD or _give_field(spans, pending):
            return spans
        labels = FIELD_LABELS[pending]
        sentence_labels = [name for name in WHOLE_MESSAGE_LABELS if name in labels and scores[name] >= ACT_THRESHOLD]
        if sentence_labels:
            return [*spans, Span(max(sentence_labels, key=lambda name: scores[name]), text, 0, len(text))]
        if pending in NAMES and (likeliest := self.spans.likeliest(text, pending, labels[0])) is not None:
            others = [span for span in spans if span.end <= likeliest.start or likeliest.end <= span.start]
            return sorted([*others, likeliest], key=lambda span: span.start)
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
        self.details.save(directory / DETAILS_FILE)

    @classmethod
    def read(cls, directory: Path, config: dict[str, Any]) -> MessageModel:
        """Load saved models."""
        model = cls(config)
        model.spans = SpanModel.read(directory / SPANS_FILE)
        meaning = EmbeddingSpace.read(directory / MEANING_FILE)
        model.acts = ActModel.read(directory / ACTS_FILE, model.config, meaning)
        model.topics = HybridModel.read(directory / TOPICS_FILE, model.config["topics"], meaning)
        model.answers = HybridModel.read(directory / ANSWERS_FILE, model.config["answers"], meaning)
        model.agreements = Agreements.read(directory / AGREEMENTS_FILE)
        model.details = DetailModel.read(directory / DETAILS_FILE, model.config["details"], meaning)
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
