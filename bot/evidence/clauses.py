"""Clauses of an answer: cut at marks, at connectors and before a new subject, so that poor punctuation does no harm."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

MOST_TOKENS = 3_000  # words and marks that are read of an answer
_CONNECTORS = frozenset(
    [
        "et",
        "mais",
        "puis",
        "donc",
        "alors",
        "ensuite",
        "car",
        "parce",
        "quand",
        "lorsque",
        "pendant",
        "tandis",
        "puisque",
        "comme",
        "sinon",
        "apres",
        "si",
        "afin",
        "pour",
    ]
)
_SUBJECTS = frozenset(["je", "j", "on", "nous", "il", "elle", "ils", "elles", "tu", "vous"])
_LINKS = frozenset(
    [
        "que",
        "qu",
        "qui",
        "ou",
        "si",
        "comme",
        "dont",
        "quand",
        "lorsque",
        "puisque",
        "parce",
        "quoi",
        "ne",
        "n",
        "et",
        "mais",
        "puis",
    ]
)
_FEWEST = 3  # words before and behind a cut where no mark stands
_FRAGMENT = 2  # words: « voilà », « Monsieur Armand »
_TOKEN = re.compile(r"[^\W_]+|[.!?…;:,()\n«»\"–—]")
_STOPS = frozenset(".!?…\n;")


@dataclass(frozen=True)
class Clause:
    """A stretch of an answer.

    Attributes:
        start: offset of its first character.
        end: offset after its last character.
        sentence: number of the sentence that holds it.
        words: its words, unaccented and in lower case.
    """

    start: int
    end: int
    sentence: int
    words: tuple[str, ...]

    def joined(self, other: Clause) -> Clause:
        """Returns this clause and the one behind it as one."""
        return Clause(self.start, other.end, other.sentence, (*self.words, *other.words))


def plain_words(text: str) -> tuple[str, ...]:
    """Returns the words of a text, unaccented and in lower case."""
    return tuple(_plain(match.group()) for match in _TOKEN.finditer(text) if match.group()[0].isalnum())


def cut(text: str) -> list[Clause]:
    """Returns the clauses in order; marks belong to none."""
    tokens = [(*match.span(), _plain(match.group())) for match in islice(_TOKEN.finditer(text), MOST_TOKENS)]
    behind = [0] * (len(tokens) + 1)  # words from here to the next mark
    for index in range(len(tokens) - 1, -1, -1):
        behind[index] = behind[index + 1] + 1 if tokens[index][2][0].isalnum() else 0
    clauses: list[Clause] = []
    begun: list[tuple[int, int, str]] = []
    sentence = 0

    def close() -> None:
        if begun:
            clauses.append(Clause(begun[0][0], begun[-1][1], sentence, tuple(word for _, _, word in begun)))
            begun.clear()

    for index, token in enumerate(tokens):
        if not behind[index]:
            close()
            sentence += token[2] in _STOPS
            continue
        opens = token[2] in _CONNECTORS or token[2] in _SUBJECTS
        if opens and len(begun) >= _FEWEST and behind[index] >= _FEWEST and begun[-1][2] not in _LINKS:
            close()
        begun.append(token)
    close()
    return _without_fragments(clauses)


def _without_fragments(clauses: Sequence[Clause]) -> list[Clause]:
    """Returns the clauses with those of a word or two joined to what follows in their sentence, or else to what precedes."""
    joined: list[Clause] = []
    for clause in clauses:
        if joined and joined[-1].sentence == clause.sentence and len(joined[-1].words) <= _FRAGMENT:
            joined[-1] = joined[-1].joined(clause)
        else:
            joined.append(clause)
    if len(joined) > 1 and joined[-2].sentence == joined[-1].sentence and len(joined[-1].words) <= _FRAGMENT:
        joined[-2:] = [joined[-2].joined(joined[-1])]
    return joined


def _plain(word: str) -> str:
    return (
        "".join(sign for sign in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(sign)) or word
    )
