"""Finds the conditions and practical details of a message that no field of the registration holds.

« 20 km, mais je ne conduis pas la nuit », « plutôt après 18 h ». A message is cut at punctuation and around contacts,
and a classifier tells which pieces a recruiter would want to know. Health, family, religion and origin are learned as
none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.understanding.clauses import split_clauses
from bot.understanding.nlu.embedding_space import EmbeddingSpace, TrainingEmbeddings
from bot.understanding.nlu.hybrid_model import HybridModel
from bot.understanding.reading.spans import Span

DETAIL, OTHER = "detail", "other"
MIN_PROBABILITY = 0.5  # from which a piece is stored as a remark
MIN_IN_REMARK = 0.15  # the same, in a message that asks to write one or excludes a place
DEFAULTS: dict[str, Any] = {"odds": {}, "folds": 0}
_MAX_PIECE_WORDS = 14  # longer ones are cut into clauses
_ENDS = " \t\r\n.!?"
_WORD = re.compile(r"\S+")
_BETWEEN = re.compile(
    r"(?:\+33|\b0)\s?[1-9](?:[\s.-]?\d\d){4}"  # a phone number
    r"|[,;:()…\n]|[.!?](?=\s|$)"
)
_OPENINGS = frozenset({"mais", "et", "car", "donc", "puis", "enfin", "alors", "parce"})  # not quoted


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each piece that is no question."""
    without_addresses = _WORD.sub(lambda word: "\n" * len(word[0]) if "@" in word[0] else word[0], text)
    start = 0
    for mark in [*_BETWEEN.finditer(without_addresses), None]:
        end, following = (len(text), len(text)) if mark is None else mark.span()
        if mark is None or mark[0] != "?":
            yield from _without_spaces(text, start, end)
        start = following


def _without_spaces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end].rstrip(_ENDS)
    words = piece.split()
    if len(words) > _MAX_PIECE_WORDS:
        for clause in split_clauses(piece):
            yield start + clause.start, start + clause.end
    elif words:
        yield start + len(piece) - len(piece.lstrip()), start + len(piece)


class DetailModel:
    """Config: as of `HybridModel`."""

    def __init__(self, config: dict[str, Any] | None = None) -> None:
        self._pieces = HybridModel({**DEFAULTS, **(config or {})})

    def fit(self, texts: Sequence[str], labels: Sequence[str], embeddings: TrainingEmbeddings) -> None:
        """Train on pieces in standard French, each labelled `DETAIL` or `OTHER`."""
        self._pieces.fit(texts, labels, embeddings, "details")

    def find(
        self, text: str, rewrite: Callable[[str], str], minimum: float = MIN_PROBABILITY, within: Sequence[Span] = ()
    ) -> list[str]:
        """The details, verbatim, in order; neighbouring ones as one.

        Args:
            rewrite: rewrites words in standard French.
            minimum: probability from which a piece is one.
            within: spans whose pieces are details in any case.
        """
        found: list[tuple[int, int]] = []
        for start, end in self.positions(text, rewrite, minimum, within):
            is_continued = bool(found) and not text[found[-1][1] : start].strip(" ,")
            found.append((found.pop()[0] if is_continued else start, end))
        return [_without_opening(text[start:end]) for start, end in found]

    def positions(
        self, text: str, rewrite: Callable[[str], str], minimum: float = MIN_PROBABILITY, within: Sequence[Span] = ()
    ) -> list[tuple[int, int]]:
        """Start and end of each detail; arguments as of `find`."""
        cut = list(pieces(text))
        if not cut:
            return []
        plain = [rewrite(text[start:end]) for start, end in cut]
        likely = self._pieces.probabilities(plain)[:, self._pieces.intents.index(DETAIL)] >= minimum
        return [
            (start, end)
            for (start, end), is_likely in zip(cut, likely, strict=True)
            if is_likely or any(start <= span.start < end for span in within)
        ]

    def save(self, path: Path) -> None:
        """Save the model."""
        self._pieces.save(path)

    @classmethod
    def read(cls, path: Path, config: dict[str, Any], meaning: EmbeddingSpace) -> DetailModel:
        """Load a saved model."""
        model = cls(config)
        model._pieces = HybridModel.read(path, {**DEFAULTS, **config}, meaning)
        return model


def _without_opening(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest.strip() if first.lower() in _OPENINGS and rest.strip() else words
