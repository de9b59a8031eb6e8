"""Places where somebody does not want to work: « tout le département, sauf Cilaos ». They give no value of any field."""

from collections.abc import Sequence
from dataclasses import replace

from bot.base.text import fold
from bot.understanding.reading.interpretation import Interpretation, NluResult
from bot.understanding.reading.spans import Label, Role, Span

_EXCLUDING = frozenset({"pas", "ni", "sauf", "jamais", "hors", "excepte", "sans", "exclusion", "non", "plus"})
_PLACES = frozenset({Label.TOWN, Label.ZONE, Label.AREA})


def may_exclude_places(nlu: NluResult) -> bool:
    """Whether a message names a place and holds a word that may exclude it."""
    return _excludes(nlu.text) and any(span.label in _PLACES for span in nlu.spans)


def with_excluded_places(nlu: NluResult, details: Sequence[tuple[int, int]]) -> NluResult:
    """The result with each place behind an excluding word of a detail marked as an area that is denied.

    Args:
        details: start and end of each.
    """

    def marked(span: Span) -> Span:
        before = (nlu.text[start : span.start] for start, end in details if start <= span.start < end)
        is_excluded = span.label in _PLACES and any(map(_excludes, before))
        return replace(span, label=Label.ZONE, role=Role.DENIED) if is_excluded else span

    return replace(nlu, spans=tuple(map(marked, nlu.spans)))


def refused_areas(turn: Interpretation, nlu: NluResult) -> list[Span]:
    """The denied places beside an area that the message gives: no field holds « sauf Salazie »."""
    if "mobility" not in turn.resolutions:
        return []
    return [span for span in nlu.spans if span.label in _PLACES and span.role == Role.DENIED]


def _excludes(words: str) -> bool:
    return not _EXCLUDING.isdisjoint(fold(words).split())
