"""Span tagger: a conditional random field over words (CRFsuite).

Label and role form one tag, so that the same context tells them apart. There is no tag for the start of a span: two
spans of one label are never adjacent, and half the states train in half the time.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from pycrfsuite import Tagger, Trainer

from bot.understanding.learning.progress import tell
from bot.understanding.nlu.span_features import sentence_features
from bot.understanding.reading.spans import Label, Role, Span
from bot.understanding.reading.tokens import Token, tokenize

OUTSIDE = "O"
_NAMES = frozenset({Label.LAST_NAME, Label.FIRST_NAME})
_MAX_NAME_TOKENS = 5  # words and hyphens
_MAX_TOKENS = 30  # among which a name is looked for that nothing announces
_PUNCTUATION = ' \t\n,;:.!?()"«»…'


def tags_of(tokens: Sequence[Token], spans: Sequence[Span]) -> list[str]:
    """Tag of each token: the label of its span, with `:role` unless the role is own, or O."""
    tags = [OUTSIDE] * len(tokens)
    for span in spans:
        inside = [index for index, token in enumerate(tokens) if token.start < span.end and token.end > span.start]
        name = span.label if span.role == Role.OWN else f"{span.label}:{span.role}"
        for index in inside:
            tags[index] = name
    return tags


def _is_joining_hyphen(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token is a hyphen between two words, without spaces."""
    before, hyphen, after = tokens[index - 1 : index + 2]
    return hyphen.text == "-" and before.end == hyphen.start and hyphen.end == after.start and after.text[0].isalpha()


def _end_of_name(tokens: Sequence[Token], end: int) -> int:
    """End of a name, extended over hyphens and apostrophes."""
    while end < len(tokens):
        last, following = tokens[end - 1 : end + 1]
        if last.text[-1] in "'’" and last.end == following.start and following.text[0].isalpha():
            end += 1  # Guivarc'h
        elif end + 1 < len(tokens) and _is_joining_hyphen(tokens, end):
            end += 2
        else:
            break
    return end


def spans_of(text: str, tokens: Sequence[Token], tags: Sequence[str]) -> list[Span]:
    """Spans of a tag sequence, without surrounding punctuation."""
    spans: list[Span] = []
    start = 0
    while start < len(tokens):
        if tags[start] == OUTSIDE:
            start += 1
            continue
        name = tags[start]
        end = start + 1
        while end < len(tokens) and tags[end] == name:
            end += 1
        label, _, role = name.partition(":")
        if label in _NAMES:
            end = _end_of_name(tokens, end)
        first, last = tokens[start].start, tokens[end - 1].end
        while last > first and text[last - 1] in _PUNCTUATION:
            last -= 1
        while first < last and text[first] in _PUNCTUATION:
            first += 1
        if last > first:
            spans.append(Span(label, text[first:last], first, last, role or Role.OWN))
        start = end
    return spans


class SpanModel:
    """Finds labelled spans.

    Args:
        learned: model in CRFsuite's format; loading it runs no code.
    """

    def __init__(self, learned: bytes | None = None) -> None:
        self.learned = learned or b""
        self._tagger = Tagger()
        if learned:
            self._tagger.open_inmemory(learned)

    @classmethod
    def learn(cls, messages: Sequence[tuple[str, str, Sequence[Span]]], rounds: int = 10) -> SpanModel:
        """Train on (text, pending question, spans) by passive-aggressive updates."""
        trainer = Trainer(algorithm="pa", params={"max_iterations": rounds}, verbose=False)
        for text, pending, spans in messages:  # one at a time: features of all are a gigabyte of words
            tokens = tokenize(text)
            trainer.append(sentence_features(tokens, pending), tags_of(tokens, spans))
        tell("spans", 2, 5)  # reading takes two fifths of the time
        with tempfile.TemporaryDirectory() as folder:
            trainer.train(f"{folder}/learned")
            tell("spans", 5, 5)
            return cls(Path(folder, "learned").read_bytes())

    def find(self, text: str, pending: str) -> list[Span]:
        """Spans of a message, in order."""
        tokens = tokenize(text)
        if not tokens or not self.learned:
            return []
        return spans_of(text, tokens, self._tagger.tag(sentence_features(tokens, pending)))

    def likeliest(self, text: str, pending: str, label: str) -> Span | None:
        """Best span of a label, even if other tags are likelier, or None without any.

        Only the first words of the message are searched.
        """
        tokens = tokenize(text)[:_MAX_TOKENS]
        if not tokens or label not in self._tagger.labels():
            return None
        tags = self._tagger.tag(sentence_features(tokens, pending))
        tried = [
            [*tags[:start], *[label] * (end - start), *tags[end:]]
            for start in range(len(tokens))
            for end in range(start + 1, min(start + _MAX_NAME_TOKENS, len(tokens)) + 1)
        ]
        found = spans_of(text, tokens, max(tried, key=self._tagger.probability))
        return next((span for span in found if span.label == label), None)

    def save(self, path: Path) -> None:
        """Save the model."""
        path.write_bytes(self.learned)

    @classmethod
    def read(cls, path: Path) -> SpanModel:
        """Load a saved model."""
        return cls(path.read_bytes())
