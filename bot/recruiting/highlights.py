"""Quotes in place: an answer, whole, cut where quotes begin and end."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Quote:
    """A quote found in an answer.

    Attributes:
        number: its number in the note, from 1.
        text: exact words.
        start: where it begins in its text, in characters.
        end: where it ends.
        label: the indicator's words.
        is_opposite: whether it says the opposite of the indicator.
    """

    number: int
    text: str
    start: int
    end: int
    label: str
    is_opposite: bool


@dataclass(frozen=True)
class Segment:
    """A stretch of an answer within which nothing begins or ends.

    Attributes:
        text: its words.
        quotes: the quotes that it is part of; none for ordinary text.
        ending: those of them that end with it.
    """

    text: str
    quotes: tuple[Quote, ...]
    ending: tuple[Quote, ...]

    @property
    def is_opposite(self) -> bool:
        """Whether every quote here says the opposite of its indicator."""
        return all(quote.is_opposite for quote in self.quotes)


def locate(text: str, words: str, start: int, end: int) -> tuple[int, int] | None:
    """Returns where a quote stands, looking for it anew when the given place is not right; None if it is not there."""
    if words and text[start:end] == words:
        return start, end
    found = text.find(words) if words else -1
    return (found, found + len(words)) if found >= 0 else None


def cut(text: str, quotes: Iterable[Quote]) -> list[Segment]:
    """Returns the text as segments; joined again they are the text, whatever overlaps."""
    inside: Sequence[Quote] = [quote for quote in quotes if 0 <= quote.start < quote.end <= len(text)]
    bounds = sorted({0, len(text), *(place for quote in inside for place in (quote.start, quote.end))})
    segments = []
    for start, end in itertools.pairwise(bounds):
        here = tuple(quote for quote in inside if quote.start <= start and end <= quote.end)
        segments.append(Segment(text[start:end], here, tuple(quote for quote in here if quote.end == end)))
    return segments
