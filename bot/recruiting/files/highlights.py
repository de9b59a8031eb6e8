"""Quotes in place: an answer, whole, cut where quotes begin and end."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.notes.masking.masking import Masked


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
        hidden_words: how many words that are not shown it stands for; 0 for shown ones.
    """

    text: str
    quotes: tuple[Quote, ...]
    ending: tuple[Quote, ...]
    hidden_words: int = 0

    @property
    def is_mask(self) -> bool:
        """Whether it stands for words that are not shown."""
        return self.hidden_words > 0

    @property
    def is_opposite(self) -> bool:
        """Whether every quote here says the opposite of its indicator."""
        return all(quote.is_opposite for quote in self.quotes)


def masks_of(laid: Masked) -> list[tuple[int, int, int]]:
    """Returns where the masks of a text stand in it as it is shown, and how many words each hides."""
    return [(mask.start, mask.end, words) for mask, words in zip(laid.masks, laid.hidden_words, strict=True)]


def cut(text: str, quotes: Iterable[Quote], masks: Iterable[tuple[int, int, int]] = ()) -> list[Segment]:
    """Returns the text as segments; joined again they are the text, whatever overlaps.

    Args:
        text: an answer as it is shown.
        quotes: its quotes.
        masks: where in it labels stand for words that are not shown, and for how many.
    """
    inside = [quote for quote in quotes if 0 <= quote.start < quote.end <= len(text)]
    hidden = [mask for mask in masks if 0 <= mask[0] < mask[1] <= len(text)]
    beginning: dict[int, list[int]] = defaultdict(list)
    for place, quote in enumerate(inside):
        beginning[quote.start].append(place)
    masked = Counter[int]()
    for start, end, words in hidden:
        masked[start] += words
        masked[end] -= words
    bounds = {0, len(text), *masked, *itertools.chain.from_iterable((quote.start, quote.end) for quote in inside)}
    segments, here, hidden_here = [], list[int](), 0
    for start, end in itertools.pairwise(sorted(bounds)):
        here = sorted([*(place for place in here if inside[place].end > start), *beginning[start]])
        hidden_here += masked[start]
        shown = tuple(inside[place] for place in here)
        ending = tuple(quote for quote in shown if quote.end == end)
        segments.append(Segment(text[start:end], shown, ending, hidden_here))
    return segments
