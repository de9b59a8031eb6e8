"""Quotes in an answer: the text cut into segments where quotes and masks begin and end."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.notes.masking.masking import Masked


@dataclass(frozen=True)
class Quote:
    """A quote in an answer.

    Attributes:
        number: of the quote in its note, from 1.
        start: offset in the text, in characters.
        end: offset, excluded.
        label: of the indicator.
        is_opposite: it shows the contrary of the indicator.
        why: rule or example that produced it, as a sentence.
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
    """A part of an answer inside which no quote begins or ends.

    Attributes:
        quotes: those that cover it.
        ending: those of them that end here.
        hidden_words: number of words masked here; 0 for text.
    """

    text: str
    quotes: tuple[Quote, ...]
    ending: tuple[Quote, ...]
    hidden_words: int = 0

    @property
    def is_mask(self) -> bool:
        """Whether it is a mask."""
        return self.hidden_words > 0

    @property
    def is_opposite(self) -> bool:
        """Whether all its quotes show the contrary of their indicator."""
        return all(quote.is_opposite for quote in self.quotes)


def mask_spans(laid: Masked) -> list[tuple[int, int, int]]:
    """Offsets of the masks in the masked text, with the number of words hidden."""
    return [(mask.start, mask.end, words) for mask, words in zip(laid.masks, laid.hidden_words, strict=True)]


def split_segments(text: str, quotes: Iterable[Quote], masks: Iterable[tuple[int, int, int]] = ()) -> list[Segment]:
    """Split a text into segments. Joined again they are the text, even if quotes overlap.

    Args:
        text: an answer as shown.
        masks: start, end and number of hidden words.
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
