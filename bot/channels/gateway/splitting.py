"""Splitting a text into messages of limited size, at paragraphs, sentences or words, never within a character."""

import re
from bisect import bisect_right
from collections.abc import Callable

import regex

Measure = Callable[[str], int]
_BLANKS = re.compile(r"\s+")
_GRAPHEME = regex.compile(r"\X")  # grapheme cluster: with accents and joiners
_ENDS_OF_SENTENCES = frozenset(".!?…»")
_EARLIEST_CUT = 4  # a cut in the first quarter would leave a stub


def utf16_units(text: str) -> int:
    """Length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int, measure: Measure = len) -> list[str]:
    """Split a text into non-empty pieces within the limit.

    Args:
        text: lone surrogates are dropped.
        measure: size of a text as the network counts it; must not decrease for longer texts.
    """
    rest = text.encode("utf-8", "ignore").decode("utf-8").strip()
    pieces = []
    while measure(rest) > limit:
        end, start = _cut(rest, max(1, _length_that_fits(rest, limit, measure)))
        pieces.append(rest[:end].rstrip())
        rest = rest[start:].lstrip()
    return [piece for piece in [*pieces, rest] if piece]


def _length_that_fits(text: str, limit: int, measure: Measure) -> int:
    most = min(len(text), limit)
    return bisect_right(range(most + 1), limit, key=lambda length: measure(text[:length])) - 1


def _cut(text: str, most: int) -> tuple[int, int]:
    """Where a piece of at most `most` characters ends, and where the next one starts."""
    window = text[: most + 1]  # one more: a piece may end exactly at the limit
    places = [blanks for blanks in _BLANKS.finditer(window) if most // _EARLIEST_CUT < blanks.start()]
    if places:
        best = max(places, key=lambda blanks: (_worth(blanks), blanks.start()))
        return min(best.start(), most), best.end()
    end = 0
    for grapheme in _GRAPHEME.finditer(text):
        if grapheme.end() > most:
            break
        end = grapheme.end()
    return end or most, end or most  # a grapheme over the limit is split


def _worth(blanks: re.Match[str]) -> int:
    """How good a cut is: after a paragraph, then after a line, a sentence, a word."""
    if lines := blanks[0].count("\n"):
        return 1 + min(lines, 2)
    return int(blanks.string[blanks.start() - 1] in _ENDS_OF_SENTENCES)
