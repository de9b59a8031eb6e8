"""Masks over answers: personal data irrelevant to the job, and data of other people, hidden from recruiters.

Answers are stored in full. Masks are stored next to them and applied wherever an answer is shown, printed or exported.
All
masks show the same label: naming the kind of data would reveal it.
"""

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.base.text import plain_in_place
from bot.notes.masking.learned_masks import Span, find_sensitive_spans
from bot.notes.masking.pattern_masks import find_personal_numbers

ANSWER, FOLLOWUP = "answer", "followup"
LABEL = "[masqué]"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, order=True)
class Mask:
    """A hidden span of a text.

    Attributes:
        start, end: character offsets, end exclusive.
        part: of the note, `answer` or `followup`.
    """

    start: int
    end: int
    part: str = ANSWER


@dataclass(frozen=True)
class Masked:
    """A text with its masks applied.

    Attributes:
        text: as shown.
        masks: offsets in `text`.
        original: the full text.
    """

    text: str
    masks: tuple[Mask, ...]
    original: str
    _original: tuple[Mask, ...]

    @property
    def hidden_words(self) -> tuple[int, ...]:
        """Number of words under each mask: it shows how much is hidden without showing what."""
        return tuple(max(1, len(_WORD.findall(self.original, mask.start, mask.end))) for mask in self._original)

    def find(self, words: str, start: int, end: int) -> tuple[int, int] | None:
        """Offsets in the shown text of a quote from the original, or None if it does not occur.

        The quote is searched for if it is not at the given offsets.
        """
        if words and self.original[start:end] == words:
            return self.place(start, end)
        position = self.original.find(words) if words else -1
        return self.place(position, position + len(words)) if position >= 0 else None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the shown text of a span of the original. Masks that it touches are included."""
        return self._moved(start, is_end=False), self._moved(end, is_end=True)

    def _moved(self, offset: int, *, is_end: bool) -> int:
        before = bisect.bisect_right([mask.start for mask in self._original], offset - is_end) - 1
        if before < 0:
            return offset
        original, shown = self._original[before], self.masks[before]
        if offset < original.end or (is_end and offset == original.end):
            return shown.end if is_end else shown.start
        return shown.end + offset - original.end


def find_masks(
    text: str, public_texts: Iterable[str] = (), part: str = ANSWER, unmasked: Iterable[Span] = ()
) -> list[Mask]:
    """Spans to mask in a candidate's text, in order and without overlap.

    Args:
        public_texts: texts with public names and numbers: scenarios, the candidate's own name.
        unmasked: spans that are never masked.
    """
    public_words = _words(" ".join(public_texts))
    own, public = find_personal_numbers(text)
    public = [*public, *unmasked]
    spans = (rest for stretch in _merge([*own, *find_sensitive_spans(text)]) for rest in _subtract(stretch, public))
    return [
        Mask(start, end, part)
        for start, end in spans
        if _WORD.search(text, start, end) and not _is_public(_words(text[start:end]), public_words)
    ]


def _words(text: str) -> str:
    """Normalised words of a text, each between spaces."""
    return f" {' '.join(_WORD.findall(plain_in_place(text)))} "


def _is_public(words: str, public_words: str) -> bool:
    """Whether the words occur in public texts. Digits never do: they may be another person's age or number."""
    return words in public_words and not any(map(str.isdigit, words))


def _subtract(stretch: Span, public: Iterable[Span]) -> Iterator[Span]:
    """Parts of a span outside the public spans."""
    start, end = stretch
    for first, last in sorted(public):
        if start < last and first < end:
            if start < first:
                yield start, first
            start = last
    if start < end:
        yield start, end


def _merge(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def as_rows(masks: Iterable[Mask]) -> list[dict[str, Any]]:
    """Masks in the form in which a note stores them."""
    return [asdict(mask) for mask in masks]


def lay_over(text: str, rows: Iterable[Mapping[str, Any]], part: str = ANSWER) -> Masked:
    """Apply the masks of one part of a note to its text.

    Args:
        rows: stored masks (`as_rows`); masks of other parts and out of range are ignored.
    """
    fitting = (row for row in rows if row["part"] == part and 0 <= row["start"] < row["end"] <= len(text))
    original: list[Mask] = []
    for mask in sorted(Mask(row["start"], row["end"], part) for row in fitting):
        if not original or mask.start >= original[-1].end:
            original.append(mask)
    pieces, shown, written, last = [], [], 0, 0
    for mask in original:
        pieces += [text[last : mask.start], LABEL]
        written += mask.start - last
        shown.append(Mask(written, written + len(LABEL), part))
        written, last = written + len(LABEL), mask.end
    pieces.append(text[last:])
    return Masked("".join(pieces), tuple(shown), text, tuple(original))


def apply_masks(text: str, rows: Iterable[Mapping[str, Any]], part: str = ANSWER) -> str:
    """Text with its masks applied, see `lay_over`."""
    return lay_over(text, rows, part).text
