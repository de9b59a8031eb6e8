"""Data augmentation for the span tagger: names and towns are replaced, so that it learns their context."""

from __future__ import annotations

import functools
import itertools
import random
from collections.abc import Sequence

from bot.base.registration import FIELDS
from bot.understanding.reading.data_files import load_lines, load_rows
from bot.understanding.reading.dialogue_acts import NO_QUESTION
from bot.understanding.reading.spans import Label, Span

TaggedMessage = tuple[str, str, Sequence[Span]]
_POPULATION_EXPONENT = 0.6  # how much a town's size counts when one is drawn
_MOVED_SHARE = 0.5  # share of the varied answers to a field that are put to another question
_OTHER_QUESTIONS = ("confirmation", NO_QUESTION)
_MIN_WORDS = 5  # by which an answer tells what it is of
_MIN_TOWN_LETTERS = 4  # letters; « Ay » or a number stays


@functools.cache
def _towns() -> tuple[list[str], list[float]]:
    """Towns and their cumulative weights for sampling."""
    communes = [row for row in load_rows("places/communes.csv") if row["type"] == "commune"]
    weights = (int(row["population"] or 1) ** _POPULATION_EXPONENT for row in communes)
    return [row["nom"] for row in communes], list(itertools.accumulate(weights))


@functools.cache
def _names(label: str) -> list[str]:
    if label == Label.FIRST_NAME:
        given = [name for line in load_lines("reading/given_names.txt") for name in line.split()]
        return [*load_lines("reading/first_names.txt"), *(name.capitalize() for name in given)]
    return [name.capitalize() for line in load_lines("reading/family_names.txt") for name in line.split()]


def _replacement(span: Span, rng: random.Random) -> str:
    if span.label in {Label.FIRST_NAME, Label.LAST_NAME}:
        name = rng.choice(_names(span.label))
    elif span.label == Label.TOWN and len(span.text) >= _MIN_TOWN_LETTERS and not any(map(str.isdigit, span.text)):
        towns, sums = _towns()
        name = rng.choices(towns, cum_weights=sums)[0]
    else:
        return span.text
    return name.upper() if span.text.isupper() else name.lower() if span.text.islower() else name


def _with_other_names(message: TaggedMessage, rng: random.Random) -> TaggedMessage:
    text, pending, spans = message
    pieces: list[str] = []
    changed: list[Span] = []
    position = length = 0
    for span in spans:
        name = _replacement(span, rng)
        length += span.start - position
        pieces += [text[position : span.start], name]
        changed.append(Span(span.label, name, length, length + len(name), span.role))
        length, position = length + len(name), span.end
    return "".join([*pieces, text[position:]]), pending, changed


def _at_other_question(message: TaggedMessage, rng: random.Random) -> TaggedMessage:
    """Move an explicit field answer to another pending question, at random."""
    text, pending, spans = message
    is_plain = pending in FIELDS and len(text.split()) >= _MIN_WORDS
    return (text, rng.choice(_OTHER_QUESTIONS), spans) if is_plain and rng.random() < _MOVED_SHARE else message


def variant(message: TaggedMessage, rng: random.Random) -> TaggedMessage:
    """The message with other names and towns, sometimes at another question."""
    return _at_other_question(_with_other_names(message, rng), rng)
