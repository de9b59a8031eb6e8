"""Tuning tasks and their data: labels of pieces (evidence, masks) and of whole texts (answers, topics, acts)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.base.json_lines import read_rows
from bot.content.interview import load_rubric
from bot.notes.evidence.model_file import example_files
from bot.notes.evidence.training import marked_spans
from bot.notes.masking.learned_masks import EXAMPLES as MASKED
from bot.notes.masking.learned_masks import HIDDEN, annotated_spans
from bot.tools.tuning.noise import AnnotatedText, with_noise
from bot.understanding.nlu.message_reader import OUTPUTS
from bot.understanding.nlu.normalise import Normaliser
from bot.understanding.nlu.sentence_encoder import load_encoder
from bot.understanding.nlu.training_data import (
    answer_examples,
    message_examples,
    training_examples,
    whole_message_labels,
)

NOTHING_ASKED = ""
PIECES = "pieces"
_EVIDENCE = frozenset(f"{name}{sign}" for name in load_rubric().indicators for sign in "+-")
_WEIGHTS = {HIDDEN: 3.0}  # of labels in the loss, if not 1
_NOISY_SHARE = 0.5  # of the texts in an epoch
_MAX_PIECES, _MAX_SENTENCE_PIECES = 380, 126  # pieces
_SORTED_BATCHES = 16  # texts of so many batches are sorted by length together

Arrays = tuple[NDArray[Any], ...]


@dataclass(frozen=True)
class Task:
    """A multi-label or single-label classification.

    Attributes:
        labels: the columns.
        texts: examples; a label of a whole text is a span over all of it.
        per_piece: labels belong to pieces, as far as texts were annotated for them, not to whole texts.
        single_label: a text has exactly one label.
        batch_size: texts in a batch.
        share: of the texts, sampled for each epoch.
    """

    name: str
    labels: tuple[str, ...]
    texts: Sequence[AnnotatedText]
    per_piece: bool
    single_label: bool = False
    batch_size: int = 16
    share: float = 1.0

    def batches(self, questions: Sequence[str], chance: random.Random) -> Iterator[Arrays]:
        """Batches of sampled texts of similar length: ids, text mask, labels, label weights, question ids.

        Labels and weights have the shape (texts, pieces, labels), or (texts, labels) for whole texts.
        """
        seen = chance.sample(self.texts, round(self.share * len(self.texts)))
        read = [
            self._in_pieces(with_noise(one, chance) if chance.random() < _NOISY_SHARE else one, questions)
            for one in seen
        ]
        size = self.batch_size * _SORTED_BATCHES
        ordered = [
            row
            for start in range(0, len(read), size)
            for row in sorted(read[start : start + size], key=lambda row: len(row[0]))
        ]
        for start in range(0, len(ordered), self.batch_size):
            yield self._filled(ordered[start : start + self.batch_size])

    def _in_pieces(self, annotated: AnnotatedText, questions: Sequence[str]) -> tuple[list[int], Arrays, int]:
        encoder = load_encoder()
        pieces, places = encoder.places(annotated.text)
        most = _MAX_PIECES if self.per_piece else _MAX_SENTENCE_PIECES
        ids = [encoder.tokenizer.bos_id(), *pieces[:most], encoder.tokenizer.eos_id()]
        columns = [self.labels.index(label) for _, _, label in annotated.spans]
        counts, wanted = (np.zeros((len(ids), len(self.labels)), np.float32) for _ in range(2))
        if not self.per_piece:
            wanted[0, columns], counts[0] = 1.0, 1.0
            return ids, (wanted, counts), questions.index(annotated.question)
        read = np.array(
            [_WEIGHTS.get(label, 1.0) * (label in annotated.labelled_for) for label in self.labels], np.float32
        )
        for number, (start, end) in enumerate(places[:most], start=1):
            if 0 <= start < end and end > annotated.labelled_from:
                counts[number] = read
                for (first, last, _), column in zip(annotated.spans, columns, strict=True):
                    wanted[number, column] = max(wanted[number, column], start < last and end > first)
        return ids, (wanted, counts), questions.index(annotated.question)

    def _filled(self, batch: Sequence[tuple[list[int], Arrays, int]]) -> Arrays:
        size = (len(batch), max(len(ids) for ids, _, _ in batch))
        ids, is_text = np.zeros(size, np.int32), np.zeros(size, np.float32)
        wanted, counts = (np.zeros((*size, len(self.labels)), np.float32) for _ in range(2))
        for number, (own, (own_wanted, own_counts), _) in enumerate(batch):
            ids[number, : len(own)], is_text[number, : len(own)] = own, 1.0
            wanted[number, : len(own)], counts[number, : len(own)] = own_wanted, own_counts
        questions = np.array([question for _, _, question in batch], np.int32)
        return ids, is_text, *((wanted, counts) if self.per_piece else (wanted[:, 0], counts[:, 0])), questions


def annotated_texts(without: Sequence[int] = ()) -> list[AnnotatedText]:
    """Answers with evidence and masks, single clauses with evidence, and texts with masks alone.

    Args:
        without: numbers of the annotators whose answers are left out.
    """
    hidden = {
        row["text"]: tuple((*place, HIDDEN) for place in annotated_spans(row))
        for path in sorted(MASKED.glob("*.jsonl"))
        for row in read_rows(path, ["text", "mask"])
    }
    texts = []
    for path in example_files():
        is_left_out = path.stem.startswith("voice_") and int(path.stem[-2:]) in without
        for row in read_rows(path, ["scenario"]):
            text = row.get("answer", "")
            masks = hidden.pop(text, ())
            if "clause" in row:
                before = f"{row['before'].strip()} " if row.get("before") else ""
                text = before + row["clause"]
                spans = [(len(before), len(text), row["label"])] if row["label"] != "none" else []
                texts.append(AnnotatedText(text, row["scenario"], tuple(spans), _EVIDENCE, len(before)))
            elif text and not is_left_out:
                texts.append(AnnotatedText(text, row["scenario"], (*marked_spans(row), *masks), _EVIDENCE | {HIDDEN}))
    return [*texts, *(AnnotatedText(text, NOTHING_ASKED, masks, frozenset({HIDDEN})) for text, masks in hidden.items())]


def _sentences(
    texts: Sequence[str],
    labels: Sequence[Sequence[str]],
    rewrite: Callable[[str], str],
    asked: Sequence[str] | None = None,
) -> list[AnnotatedText]:
    questions = asked or [NOTHING_ASKED] * len(texts)
    return [
        AnnotatedText(text, question, tuple((0, len(text), label) for label in own))
        for text, own, question in zip(map(rewrite, texts), labels, questions, strict=True)
        if text
    ]


def _task(name: str, texts: Sequence[AnnotatedText], **how: Any) -> Task:
    return Task(name, tuple(sorted({label for one in texts for _, _, label in one.spans})), texts, **how)


def all_tasks(without: Sequence[int] = ()) -> list[Task]:
    """All tuning tasks, without the answers of some annotators."""
    topics, turns, answers = training_examples(), message_examples(), answer_examples()
    rewrite = Normaliser.learn([*topics[0], *(turn.text for turn in turns)]).rewrite
    done = [[name for name in (*turn.acts, *whole_message_labels(turn)) if name in OUTPUTS] for turn in turns]
    sentences: dict[str, Any] = {"per_piece": False, "batch_size": 64}
    return [
        _task(PIECES, annotated_texts(without), per_piece=True),
        _task("answers", _sentences(answers[0], [[one] for one in answers[1]], rewrite), single_label=True, share=0.5, **sentences),
        _task("topics", _sentences(topics[0], [[one] for one in topics[1]], rewrite), single_label=True, share=0.5, **sentences),
        _task(
            "acts",
            _sentences([turn.text for turn in turns], done, rewrite, [turn.pending for turn in turns]),
            share=0.33, **sentences,
        ),
    ]  # fmt: skip


def all_questions(tasks: Sequence[Task]) -> list[str]:
    """What the texts answer: scenarios, pending questions, and nothing."""
    return sorted({annotated.question for task in tasks for annotated in task.texts})
