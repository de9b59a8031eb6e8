"""What a recruiter does not see of an answer: personal data without link to the job, and data of other people.

An answer is stored whole; its masks are stored beside it and laid over it wherever it is shown, printed or exported. All
read the same instead of what is masked: a label that named its kind would tell it.
"""

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.base.text import plain_in_place
from bot.notes.masking.hidden import Span, find_hidden
from bot.notes.masking.numbers import find_numbers

ANSWER, FOLLOWUP = "answer", "followup"
LABEL = "[masqué]"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, order=True)
class Mask:
    """A stretch of a text that is not shown.

    Attributes:
        start: offset of its first character.
        end: offset after its last character.
        part: which text of a note, `answer` or `followup`.
    """

    start: int
    end: int
    part: str = ANSWER


@dataclass(frozen=True)
class Masked:
    """A text with its masks laid over it.

    Attributes:
        text: as it is shown.
        masks: where the masks stand in it.
        original: the text itself.
    """

    text: str
    masks: tuple[Mask, ...]
    original: str
    _original: tuple[Mask, ...]

    @property
    def hidden_words(self) -> tuple[int, ...]:
        """How many words each mask stands for: that tells how much is not shown, and not what."""
        return tuple(max(1, len(_WORD.findall(self.original, mask.start, mask.end))) for mask in self._original)

    def find(self, words: str, start: int, end: int) -> tuple[int, int] | None:
        """Returns where a quote of the original stands in the shown text, or None if it is not there.

        It is looked for anew when it does not stand where it is said to.
        """
        if words and self.original[start:end] == words:
            return self.place(start, end)
        found = self.original.find(words) if words else -1
        return self.place(found, found + len(words)) if found >= 0 else None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Returns where a stretch of the original stands in the shown text; a mask that it touches belongs to it."""
        return self._moved(start, is_end=False), self._moved(end, is_end=True)

    def _moved(self, offset: int, *, is_end: bool) -> int:
        before = bisect.bisect_right([mask.start for mask in self._original], offset - is_end) - 1
        if before < 0:
            return offset
        original, shown = self._original[before], self.masks[before]
        if offset < original.end or (is_end and offset == original.end):
            return shown.end if is_end else shown.start
        return shown.end + offset - original.end


def find_masks(text: str, known: Iterable[str] = (), part: str = ANSWER, told: Iterable[Span] = ()) -> list[Mask]:
    """Returns what is to be masked in the words of a candidate, in order and without overlap.

    Args:
        text: an answer, a comment or a message.
        known: texts whose people and numbers are nobody's secret: the scenarios, the candidate's own name.
        part: which text of a note it is.
        told: stretches that are shown all the same.
    """
    said = _words(" ".join(known))
    own, public = find_numbers(text)
    public = [*public, *told]
    found = (rest for stretch in _together([*own, *find_hidden(text)]) for rest in _without(stretch, public))
    return [
        Mask(start, end, part)
        for start, end in found
        if _WORD.search(text, start, end) and not _is_said(_words(text[start:end]), said)
    ]


def _words(text: str) -> str:
    """Returns the words of a text as they are compared, a blank before and behind each."""
    return f" {' '.join(_WORD.findall(plain_in_place(text)))} "


def _is_said(words: str, said: str) -> bool:
    """Returns whether words were said: a name, never a figure, which may be somebody else's age or number."""
    return words in said and not any(map(str.isdigit, words))


def _without(stretch: Span, public: Iterable[Span]) -> Iterator[Span]:
    """Yields what is left of a stretch outside public numbers."""
    start, end = stretch
    for first, last in sorted(public):
        if start < last and first < end:
            if start < first:
                yield start, first
            start = last
    if start < end:
        yield start, end


def _together(found: Iterable[Span]) -> list[Span]:
    """Returns the stretches in order, those that overlap as one."""
    kept: list[Span] = []
    for start, end in sorted(found):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def as_rows(masks: Iterable[Mask]) -> list[dict[str, Any]]:
    """Returns masks as a note stores them."""
    return [asdict(mask) for mask in masks]


def lay_over(text: str, rows: Iterable[Mapping[str, Any]], part: str = ANSWER) -> Masked:
    """Returns a text as it is shown, with the masks of a part of a note laid over it.

    Args:
        text: the stored words.
        rows: masks as stored (`as_rows`); those of other parts, or that do not fit the text, are left out.
        part: which text of the note it is.
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


def hide(text: str, rows: Iterable[Mapping[str, Any]], part: str = ANSWER) -> str:
    """Returns a text as it is shown."""
    return lay_over(text, rows, part).text
