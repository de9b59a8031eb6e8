"""Quotes in place: an answer, whole, cut where quotes begin and end."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
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
        why: a sentence that says which rule or example made it.
    """

    number: int
    text: str
    start: int
    end: int
    label: str
    is_opposite: bool
    why: str = ""


@dataclass(frozen=True)
class Segment:
    """A stretch of an answer within which nothing begins or ends.

    Attributes:
        text: its words.
        quotes: the quotes that it is part of; none for ordinary text.
        ending: those of them that end with it.
        is_mask: whether it stands for words that are not shown.
    """

    text: str
    quotes: tuple[Quote, ...]
    ending: tuple[Quote, ...]
    is_mask: bool = False

    @property
    def is_opposite(self) -> bool:
        """Whether every quote here says the opposite of its indicator."""
        return all(quote.is_opposite for quote in self.quotes)


def cut(text: str, quotes: Iterable[Quote], masks: Iterable[tuple[int, int]] = ()) -> list[Segment]:
    """Returns the text as segments; joined again they are the text, whatever overlaps.

    Args:
        text: an answer as it is shown.
        quotes: its quotes.
        masks: where in it labels stand for words that are not shown.
    """
    inside = [quote for quote in quotes if 0 <= quote.start < quote.end <= len(text)]
    hidden = [(start, end) for start, end in masks if 0 <= start < end <= len(text)]
    beginning: dict[int, list[int]] = defaultdict(list)
    for place, quote in enumerate(inside):
        beginning[quote.start].append(place)
    masked = Counter(start for start, _ in hidden)
    masked.subtract(end for _, end in hidden)
    bounds = {0, len(text), *masked, *itertools.chain.from_iterable((quote.start, quote.end) for quote in inside)}
    segments, here, masks_here = [], list[int](), 0
    for start, end in itertools.pairwise(sorted(bounds)):
        here = sorted([*(place for place in here if inside[place].end > start), *beginning[start]])
        masks_here += masked[start]
        shown = tuple(inside[place] for place in here)
        ending = tuple(quote for quote in shown if quote.end == end)
        segments.append(Segment(text[start:end], shown, ending, masks_here > 0))
    return segments
