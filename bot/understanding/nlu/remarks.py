"""Remarks: what a message says beside a value, and no field of the registration holds.

« 20 km, mais je ne conduis pas la nuit », « plutôt après 18 h ». The reader marks their words; a place that is excluded
(« sauf Salazie ») is quoted with its clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.clauses import split_clauses
from bot.understanding.reading.interpretation import Interpretation, NluResult
from bot.understanding.reading.spans import Label, Role, Span

MIN_PROBABILITY = 0.75  # of a word, from which it belongs to a remark
MIN_IN_REMARK = 0.15  # the same, in a message that asks to write one
_MIN_BESIDE = 0.2  # the same, beside a word that does
_ENDS = " \t\r\n.,;:!?()…"
_BETWEEN = " ,'’-"
_END_OF_SENTENCE = re.compile(r"[?\n]|[.!](?=\s|$)")
_MARK = re.compile(r"[,;:()…\n?]|[.!](?=\s|$)")
_OPENINGS = frozenset({"mais", "et", "car", "donc", "puis", "enfin", "alors", "parce", "ou"})  # not quoted
_MIN_WORDS = 2
_PLACES = frozenset({Label.TOWN, Label.ZONE, Label.AREA})


def refused_areas(turn: Interpretation, nlu: NluResult) -> list[Span]:
    """The denied places beside an area that the message gives: no field holds « sauf Salazie »."""
    if "mobility" not in turn.resolutions:
        return []
    return [span for span in nlu.spans if span.label in _PLACES and span.role == Role.DENIED]


def find_remarks(nlu: NluResult, minimum: float = MIN_PROBABILITY, excluded: Sequence[Span] = ()) -> list[str]:
    """The remarks of a message, verbatim, in order; neighbouring ones as one.

    Args:
        minimum: probability from which a word belongs to one.
        excluded: places whose clauses are remarks in any case.
    """
    text = nlu.text
    words = [(start, end) for start, end, probability in nlu.remark_words if probability >= min(minimum, _MIN_BESIDE)]
    seeds = {start for start, _, probability in nlu.remark_words if probability >= minimum}
    # « [pas le] mercredi [ni le] jeudi »: what is not meant as a value may stand inside a remark.
    inside = [(span.start, span.end) for span in nlu.spans if span.role in {Role.DENIED, Role.OTHER}]
    clauses = [_clause(nlu, span) for span in excluded]
    joined: list[tuple[int, int]] = []
    for start, end in sorted({*words, *inside, *clauses}):
        between = text[joined[-1][1] : start] if joined else "."
        is_continued = not between.strip(_BETWEEN if (start, end) in words else None)
        first, last = joined.pop() if is_continued and joined else (start, end)
        joined.append((first, max(last, end)))
    kept = [
        (start, end)
        for start, end in joined
        if any(start <= seed < end for seed in (*seeds, *(first for first, _ in clauses))) and not _asks(text, end)
    ]
    quoted = [_without_opening(text[start:end].strip(_ENDS)) for start, end in kept]
    return [remark for remark in quoted if len(remark.split()) >= _MIN_WORDS]


def _asks(text: str, end: int) -> bool:
    """Whether the sentence that goes on at a place is a question."""
    mark = _END_OF_SENTENCE.search(text, end)
    return mark is not None and mark[0] == "?"


def _clause(nlu: NluResult, excluded: Span) -> tuple[int, int]:
    """Start and end of the clause of an excluded place, without a value that stands before it."""
    starts = [0, *(found.end() for found in _MARK.finditer(nlu.text, 0, excluded.start))]
    starts += [clause.start for clause in split_clauses(nlu.text) if clause.start <= excluded.start]
    starts += [span.end for span in nlu.spans if span.end <= excluded.start and span.role == Role.OWN]
    end = next((found.start() for found in _MARK.finditer(nlu.text, excluded.end)), len(nlu.text))
    start = max(starts)
    return start + len(nlu.text[start:]) - len(nlu.text[start:].lstrip(_ENDS)), end


def _without_opening(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest.strip() if first.lower() in _OPENINGS and rest.strip() else words
