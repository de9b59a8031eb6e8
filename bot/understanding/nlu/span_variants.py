"""Training messages once more with other names and towns, so that the tagger learns the place of a name, not the name."""

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
    """Returns the towns and the sums of their weights up to each, from which one is drawn at once."""
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
    """Returns a message that names what it gives as it might be said where something else was asked."""
    text, pending, spans = taught
    is_plain = pending in FIELDS and len(text.split()) >= _FEWEST_WORDS
    return (text, chance.choice(_OTHER_QUESTIONS), spans) if is_plain and chance.random() < _MOVED else taught


def with_variants(messages: Sequence[Taught], chance: random.Random) -> list[Taught]:
    """Returns the messages, and those with spans once more: with other names and towns, some where all is read back.

    Args:
        messages: text, question, spans.
        chance: draws the names; seeded, so that training can be repeated.
    """
    return [*messages, *(_elsewhere(_variant(message, chance), chance) for message in messages if message[2])]
