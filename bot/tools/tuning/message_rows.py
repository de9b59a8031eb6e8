"""Messages in context as rows to learn from: in each pass another form of every example.

An example stands as it was written, with other names and towns, in standard French, or with spelling noise.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.base.text import fold
from bot.tools.tuning.noise import AnnotatedText, with_noise
from bot.understanding.nlu.augmentation import TaggedMessage, variant
from bot.understanding.nlu.message_examples import MessageExample
from bot.understanding.nlu.message_reader import OUTPUTS, first_pieces, whole_ids
from bot.understanding.nlu.normalise import Normaliser
from bot.understanding.nlu.sentence_encoder import load_encoder
from bot.understanding.nlu.tags import tags_of
from bot.understanding.nlu.training_data import is_left_out, message_examples, whole_message_labels
from bot.understanding.nlu.word_features import word_features
from bot.understanding.reading.data_files import load_lines
from bot.understanding.reading.dialogue_acts import ALLOWED, Act, kind_of
from bot.understanding.reading.spans import Span
from bot.understanding.reading.tokens import tokenize

BATCH_SIZE = 32
_NOISY_SHARE, _VARIED_SHARE, _REWRITTEN_SHARE = 0.35, 0.4, 0.1
_NOTHING_SHARE = 0.02  # of further rows that say nothing
_FEW_WORDS = 4
_MAX_WORDS, _MAX_PIECES = 90, 120
_SORTED_BATCHES = 20  # texts of so many batches are sorted by length together
_MIN_FEATURE_COUNT = 5  # words that show a feature
Arrays = tuple[NDArray[Any], ...]


def learned_examples() -> list[MessageExample]:
    """The examples that are not left out."""
    return [one for one in message_examples() if not is_left_out(one)]


@dataclass(frozen=True)
class Row:
    """A message as the network learns it; `tags` is empty where only the acts are known, `acts` None where only the tags."""

    pieces: list[int]
    firsts: list[int]
    features: list[list[str]]
    tags: list[str]
    acts: tuple[str, ...] | None
    question: str


def row_of(text: str, question: str, spans: Sequence[Span] | None, acts: tuple[str, ...] | None) -> Row:
    """The row of a message; `spans` is None where they are not known."""
    encoder, words = load_encoder(), tokenize(text)[:_MAX_WORDS]
    pieces, places = encoder.places(text)
    firsts = first_pieces(words, places[:_MAX_PIECES])
    words = words[: len(firsts)]
    tags = [] if spans is None else tags_of(words, spans)
    return Row(pieces[:_MAX_PIECES], firsts, word_features(words), tags, acts, question)


def labels_of(example: MessageExample) -> tuple[str, ...]:
    """Acts and whole-message labels of an example."""
    return (*example.acts, *whole_message_labels(example))


def _noisy(message: TaggedMessage, chance: random.Random) -> TaggedMessage:
    text, question, spans = message
    marked = tuple((span.start, span.end, f"{span.label} {span.role}") for span in spans)
    changed = with_noise(AnnotatedText(text, question, marked), chance)
    read = []
    for start, end, name in changed.spans:
        label, role = name.split()
        read.append(Span(label, changed.text[start:end], start, end, role))
    return changed.text, question, read


class Examples:
    """The examples, another form of each in every pass."""

    def __init__(self, examples: Sequence[MessageExample], normaliser: Normaliser) -> None:
        self.examples, self._rewrite = examples, normaliser.rewrite
        plain = [(row_of(one.text, one.pending, one.spans, labels_of(one))) for one in examples]
        counts = Counter(name for row in plain for own in row.features for name in own)
        self.features = ["", *sorted(name for name, count in counts.items() if count >= _MIN_FEATURE_COUNT)]
        self.tags = [tag for tag, _ in Counter(tag for row in plain for tag in row.tags).most_common()]
        self.questions = sorted({one.pending for one in examples})
        said = {word for one in examples if len(one.text.split()) <= _FEW_WORDS for word in fold(one.text).split()}
        self._unsaid = [word for word in load_lines("reading/common_words.txt") if fold(word) not in said]
        self._yes_no = [name for name in self.questions if Act.YES in ALLOWED[kind_of(name)]]
        self._columns = {name: number for number, name in enumerate(self.features)}

    def _form(self, example: MessageExample, chance: random.Random) -> Row:
        message: TaggedMessage = (example.text, example.pending, example.spans)
        acts: tuple[str, ...] | None = labels_of(example)
        if chance.random() < _REWRITTEN_SHARE:
            return row_of(self._rewrite(example.text) or example.text, example.pending, None, acts)
        if example.spans and chance.random() < _VARIED_SHARE:
            message = variant(message, chance)
            acts = acts if message[1] == example.pending else None
        if chance.random() < _NOISY_SHARE:
            message = _noisy(message, chance)
        return row_of(message[0] or ".", message[1], message[2], acts)

    @property
    def batch_count(self) -> int:
        """Batches of a pass, about."""
        return -(-round((1 + _NOTHING_SHARE) * len(self.examples)) // BATCH_SIZE)

    def _nothing(self, chance: random.Random) -> Row:
        """Words that no short message holds, at a yes-or-no question: they neither agree nor refuse."""
        words = chance.choices(self._unsaid, k=chance.choice((1, 1, 1, 2, 3)))
        return row_of(" ".join(words), chance.choice(self._yes_no), None, (str(Act.UNCLEAR),))

    def batches(self, chance: random.Random) -> Iterator[Arrays]:
        """The batches of a pass; what is read together has a similar length."""
        order: list[MessageExample | None] = [*self.examples, *[None] * round(_NOTHING_SHARE * len(self.examples))]
        chance.shuffle(order)
        size = BATCH_SIZE * _SORTED_BATCHES
        for start in range(0, len(order), size):
            made = (
                self._nothing(chance) if one is None else self._form(one, chance) for one in order[start : start + size]
            )
            rows = sorted(made, key=lambda row: len(row.pieces))
            batches = [rows[at : at + BATCH_SIZE] for at in range(0, len(rows), BATCH_SIZE)]
            yield from map(self.filled, chance.sample(batches, len(batches)))

    def filled(self, rows: Sequence[Row]) -> Arrays:
        """Arrays of a batch: ids, piece mask, first pieces, features, tags, tag mask, acts, act mask, word mask."""
        count, pieces = len(rows), max(len(row.pieces) for row in rows) + 3
        words = max(1, *(len(row.firsts) for row in rows))
        most = max((len(own) for row in rows for own in row.features), default=1)
        ids, is_text = np.zeros((count, pieces), np.int32), np.zeros((count, pieces), np.float32)
        firsts, tags = np.zeros((2, count, words), np.int32)
        is_word, is_tagged = np.zeros((2, count, words), np.float32)
        features = np.zeros((count, words, most), np.int32)
        acts, has_acts = np.zeros((count, len(OUTPUTS)), np.float32), np.zeros(count, np.float32)
        for number, row in enumerate(rows):
            own = whole_ids(load_encoder(), row.pieces, self.questions.index(row.question))
            ids[number, : len(own)], is_text[number, : len(own)] = own, 1.0
            firsts[number, : len(row.firsts)], is_word[number, : len(row.firsts)] = row.firsts, 1.0
            tags[number, : len(row.tags)] = [self.tags.index(tag) if tag in self.tags else 0 for tag in row.tags]
            is_tagged[number, : len(row.tags)] = 1.0
            for place, names in enumerate(row.features):
                known = [self._columns[name] for name in names if name in self._columns]
                features[number, place, : len(known)] = known
            if row.acts is not None:
                acts[number, [OUTPUTS.index(name) for name in row.acts if name in OUTPUTS]], has_acts[number] = 1.0, 1.0
        return ids, is_text, firsts, features, tags, is_tagged, acts, has_acts, is_word
