"""What a recruiter does not see of an answer: personal data without link to the job, and data of other people.

Pure. An answer is stored whole; its masks are stored beside it and laid over it wherever it is shown, printed or
exported. Rather a mask too few than one on ordinary words: a learner's trouble is what the answer is about.
"""

import bisect
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.masking.names import find_names
from bot.masking.numbers import find_numbers
from bot.masking.phrases import find_phrases, levelled, mask_kinds

ANSWER, FOLLOWUP = "answer", "followup"


@dataclass(frozen=True, order=True)
class Mask:
    """A stretch of a text that is not shown.

    Attributes:
        start: offset of its first character.
        end: offset after its last character.
        kind: key of `kinds` in `bot/data/reading/masking.yml`.
        part: which text of a note, `answer` or `followup`.
    """

    start: int
    end: int
    kind: str
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


def find_masks(text: str, known: Iterable[str] = (), part: str = ANSWER) -> list[Mask]:
    """Returns what is to be masked in the words of a candidate, in order and without overlap.

    Args:
        text: an answer, a comment or a message.
        known: texts whose people, ages and numbers are nobody's secret: the scenarios, the candidate's own name.
        part: which text of a note it is.
    """
    familiar = " ".join(known)
    level = levelled(text)
    found = [
        *find_numbers(text), *find_phrases(level), *find_names(text, level, familiar),
    ]  # fmt: skip
    said = levelled(familiar)
    fresh = [(start, end, kind) for start, end, kind in found if level[start:end] not in said]
    return [Mask(start, end, kind, part) for start, end, kind in _without_overlap(fresh)]


def _without_overlap(found: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Returns the stretches in order; of those that overlap, the longest."""
    kept: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(found, key=lambda one: (one[0] - one[1], one[0])):
        place = bisect.bisect(kept, (start, end, kind))
        if (place == 0 or kept[place - 1][1] <= start) and (place == len(kept) or end <= kept[place][0]):
            kept.insert(place, (start, end, kind))
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
    for mask in sorted(Mask(row["start"], row["end"], row["kind"], part) for row in fitting):
        if not original or mask.start >= original[-1].end:
            original.append(mask)
    pieces, shown, written, last = [], [], 0, 0
    for mask in original:
        label = label_of(mask.kind)
        pieces += [text[last : mask.start], label]
        written += mask.start - last
        shown.append(Mask(written, written + len(label), mask.kind, part))
        written, last = written + len(label), mask.end
    pieces.append(text[last:])
    return Masked("".join(pieces), tuple(shown), text, tuple(original))


def hide(text: str, rows: Iterable[Mapping[str, Any]], part: str = ANSWER) -> str:
    """Returns a text as it is shown."""
    return lay_over(text, rows, part).text


def label_of(kind: str) -> str:
    """Returns what is read instead of the masked words."""
    return mask_kinds()[kind]["mask"] if kind in mask_kinds() else "[donnée masquée]"


def in_words(kinds: Collection[str] | Sequence[str]) -> str:
    """Returns what was masked as it is told to its author: « le nom d'une personne et un numéro »."""
    said = [mask_kinds()[kind]["said"] for kind in dict.fromkeys(kinds)]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} et {said[-1]}"
