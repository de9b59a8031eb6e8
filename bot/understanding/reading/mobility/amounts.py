"""Distances and travel times of a span: "une vingtaine de bornes", "3/4 d'heure", "vingt ou trente"."""

import re
from typing import NamedTuple

from bot.understanding.reading.days.durations import find_durations
from bot.understanding.reading.days.numbers import numbers_as_digits
from bot.understanding.reading.mobility.words import unit_of

_MAX_CHARACTERS = 200
_TOKEN = re.compile(r"\d+(?:[.,]\d(?!\d))?|[a-z]+|[^\sa-z\d]")
_BELOW_ZERO = re.compile(r"\s*(?:[-–−—]|moins )\s?\d")
_THERE_AND_BACK = re.compile(r"\baller[ -]?(?:et )?retour\b|\ba/r\b")
_BETWEEN = frozenset(
    ["-", "–", "/", "a", "ou", "et", "voire", ".", ",", "de", "petit", "petits", "bon", "bons", "grand"]
)
_MIN_DICTATED_DIGITS = 3  # dictated one by one: "un zéro zéro"


class Amounts(NamedTuple):
    """Distances (kilometres) and travel times (minutes) of a text, and the plain text without them."""

    km: list[float]
    minutes: list[int]
    rest: str
    below_zero: bool


def parse_amounts(text: str, bare: str | None = None) -> Amounts:
    """Parse distances and travel times: both ends of a range, half of a round trip.

    Args:
        bare: unit of a number without one, "km" or "minutes".
    """
    text = text[:_MAX_CHARACTERS].lower()
    plain = numbers_as_digits(text)
    half = 2 if _THERE_AND_BACK.search(plain) else 1
    durations = [one for one in find_durations(text) if not one.months]
    minutes = [(one.minutes + 24 * 60 * one.days) // half for one in durations]
    for one in durations:
        plain = plain[: one.start] + " " * (one.end - one.start) + plain[one.end :]
    words = _TOKEN.findall(plain)
    units = {at: _unit(words, at) for at, word in enumerate(words) if word[0].isdigit()}
    numbers = {at: float(words[at].replace(",", ".")) for at in units}
    km = [numbers[at] * unit / half for at, unit in units.items() if unit]
    unnamed = [numbers[at] / half for at, unit in units.items() if not unit]
    if bare == "km" and not minutes:
        dictated = len(numbers) >= _MIN_DICTATED_DIGITS and max(numbers.values()) < 10
        km = [float("".join(words[at] for at in units))] if dictated else [*km, *unnamed]
    elif bare == "minutes" and not minutes:
        minutes = [int(number) for number in unnamed]
    used = {at for at, unit in units.items() if unit or bare or minutes}
    rest = " ".join(word for at, word in enumerate(words) if at not in used and not (used and unit_of(word)))
    return Amounts(km, minutes, rest, _BELOW_ZERO.match(text) is not None)


def _unit(words: list[str], at: int) -> float | None:
    """Kilometres of the unit of a number, which stands after it (and its range) or before it."""
    behind = at + 1
    while behind < len(words) and (words[behind] in _BETWEEN or words[behind][0].isdigit()):
        behind += 1
    unit = unit_of(words[behind]) if behind < len(words) else None
    before = words[at - 1] if at else ""
    return unit or (unit_of(before) if len(before) > 1 else None)  # "kilomètres 15"
