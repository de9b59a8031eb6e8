"""Data augmentation for the span tagger: names and towns are replaced, so that it learns their context."""

from __future__ import annotations

import functools
import itertools
import random
from collections.abc import Sequence

from bot.base.registration import FIELDS
from bot.understanding.nlu.span_features import lines, rows
from bot.understanding.reading.acts import NO_QUESTION
from bot.understanding.reading.spans import Label, Span

Taught = tuple[str, str, Sequence[Span]]
_OF_VILLAGES = 0.6  # how much a town's size counts when one is drawn
_MOVED = 0.5  # share of the varied answers to a field that are put to another question
_OTHER_QUESTIONS = ("confirmation", NO_QUESTION)
_FEWEST_WORDS = 5  # by which an answer tells what it is of
_SHORTEST_TOWN = 4  # letters; « Ay » or a number stays


@functools.cache
def _towns() -> tuple[list[str], list[float]]:
    """Towns and their cumulative weights for sampling."""
    communes = [row for row in rows("places/communes.csv") if row["type"] == "commune"]
    weights = (int(row["population"] or 1) ** _OF_VILLAGES for row in communes)
    return [row["nom"] for row in communes], list(itertools.accumulate(weights))


@functools.cache
def _names(label: str) -> list[str]:
    if label == Label.FIRST_NAME:
        given = [name for line in lines("reading/given_names.txt") for name in line.split()]
        return [*lines("reading/first_names.txt"), *(name.capitalize() for name in given)]
    return [name.capitalize() for line in lines("reading/family_names.txt") for name in line.split()]


def _another(span: Span, chance: random.Random) -> str:
    if span.label in {Label.FIRST_NAME, Label.LAST_NAME}:
        name = chance.choice(_names(span.label))
    elif span.label == Label.TOWN and len(span.text) >= _SHORTEST_TOWN and not any(map(str.isdigit, span.text)):
        towns, sums = _towns()
        name = chance.choices(towns, cum_weights=sums)[0]
    else:
        return span.text
    return name.upper() if span.text.isupper() else name.lower() if span.text.islower() else name


def _variant(taught: Taught, chance: random.Random) -> Taught:
    text, pending, spans = taught
    pieces: list[str] = []
    changed: list[Span] = []
    place = length = 0
    for span in spans:
        name = _another(span, chance)
        length += span.start - place
        pieces += [text[place : span.start], name]
        changed.append(Span(span.label, name, length, length + len(name), span.role))
        length, place = length + len(name), span.end
    return "".join([*pieces, text[place:]]), pending, changed


def _elsewhere(taught: Taught, chance: random.Random) -> Taught:
    """Move an explicit field answer to another pending question, at random."""
    text, pending, spans = taught
    is_plain = pending in FIELDS and len(text.split()) >= _FEWEST_WORDS
    return (text, chance.choice(_OTHER_QUESTIONS), spans) if is_plain and chance.random() < _MOVED else taught


def with_variants(messages: Sequence[Taught], chance: random.Random) -> list[Taught]:
    """The messages, and a variant of each with spans.

    Args:
        messages: text, pending question, spans.
    """
    return [*messages, *(_elsewhere(_variant(message, chance), chance) for message in messages if message[2])]
