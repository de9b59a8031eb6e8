"""Resolver of first and last names."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.base.text import plain
from bot.understanding.reading.names.case import capitalise_name
from bot.understanding.reading.names.order import split_name
from bot.understanding.reading.names.wording import extract_name
from bot.understanding.reading.resolution import NOTHING, Resolution, Status
from bot.understanding.reading.spans import Label, Span, own

_MAX_NAME_CHARACTERS = 60
_SIGNS = str.maketrans("", "", " -'")


def resolve(spans: Sequence[Span], today: date, slots: Mapping[str, Any]) -> Resolution:
    """Resolve both names.

    Returns:
        VALUE with {"last_name"?: str, "first_name"?: str}, capitals, particles and hyphens corrected. NONE without a
            name.
    """
    del today, slots
    own_spans = _joined(own(spans, Label.LAST_NAME, Label.FIRST_NAME))
    is_alone = len({span.label for span in own_spans}) == 1
    readings = [_names_of(span, is_alone=is_alone) for span in own_spans]
    given = {str(label): _best_value(readings, label) for label in (Label.LAST_NAME, Label.FIRST_NAME)}
    chosen = {label: name for label, name in given.items() if name}
    return Resolution(Status.VALUE, chosen) if chosen else NOTHING


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Join adjacent spans of one label."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and last.label == span.label and last.end and 0 <= span.start - last.end <= 1:
            joined[-1] = Span(span.label, f"{last.text} {span.text}", last.start, span.end)
        else:
            joined.append(span)
    return joined


def _names_of(span: Span, *, is_alone: bool) -> dict[str, str]:
    """Names in a span: the one of its label, or both if no other span has the other label."""
    words_of_name = extract_name(span.text)
    if words_of_name is None:
        return {}
    parts: dict[str, Sequence[str]] = {span.label: words_of_name}
    if is_alone:
        first, last = split_name(words_of_name, is_first=span.label == Label.FIRST_NAME)
        parts = {Label.LAST_NAME: last, Label.FIRST_NAME: first}
    names = {
        str(label): capitalise_name(words, is_last_name=label == Label.LAST_NAME)
        for label, words in parts.items()
        if words
    }
    return names if all(len(name) <= _MAX_NAME_CHARACTERS for name in names.values()) else {}


def _best_value(readings: Sequence[Mapping[str, str]], label: str) -> str | None:
    """Best of several values of one label: most frequent, last, most fully spelled ("Le Goff", not "Legoff")."""
    given = [reading[label] for reading in readings if label in reading]
    letters = [plain(name).translate(_SIGNS) for name in given]
    if not given:
        return None
    highest = max(map(letters.count, letters))
    meant = next(one for one in reversed(letters) if letters.count(one) == highest)
    spellings = [name for name, one in zip(given, letters, strict=True) if one == meant]
    return max(spellings, key=lambda name: sum(not c.isascii() or c in " -'" for c in name))
