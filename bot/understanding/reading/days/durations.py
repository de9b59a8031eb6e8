"""Durations: "3/4 d'heure", "1h30", "2 ou 3 semaines", "un mois et demi", "48 h"."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from re import Match

from rapidfuzz.distance import OSA

from bot.understanding.reading.data_files import load_rows
from bot.understanding.reading.days.numbers import numbers_as_digits

# Every part is bounded, so matching is linear.
_FRACTION = re.compile(
    r"(?<!\d)(?:(?P<of4>[13]) ?/ ?4|(?P<of2>1 ?/ ?2)|(?:(?P<n>[13]) )?(?P<word>quart|demi)[a-z]{0,2})"
)
_OF_AN_HOUR = re.compile(r"(?: |-)?(?:d['’ ] ?|de )?(?:heures?|h|eure)(?![a-z])")
_AMOUNT = re.compile(
    r"(?<![\d/])(?P<number>\d{1,4}(?:[.,]\d)?) ?(?:(?:a|ou|-|–|/|voire|et) ?(?P<to>\d{1,4}) ?)?"
    r"(?:(?:petit|bon|gros|grand|long|pauvre)[a-z]{0,4} )?(?P<unit>[a-z]{1,10})(?![a-z])"
)
_MINUTES_BEHIND = re.compile(r" ?(\d{1,2})(?!\d| ?/| quart)(?: ?(?:min|mn|minutes?|m)(?![a-z]))?")
_JOINTS = frozenset({" ", " et ", ", ", " + "})
_MINUTES_OF_DAY = 24 * 60
_MONTH_DAYS = 30
_HOUR = (0, 0, 60)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time with its position in the text's `numbers_as_digits` form. The parts add up."""

    months: int  # a year is twelve
    days: int  # a week is seven
    minutes: int  # an hour is sixty
    start: int
    end: int

    def after(self, day: date, *, back: bool = False) -> date:
        """The day this long after (or before) a day. From 24 hours on, started days count."""
        days = self.days + (-(-self.minutes // _MINUTES_OF_DAY) if self.minutes >= _MINUTES_OF_DAY else 0)
        sign = -1 if back else 1
        return add_months(day, sign * self.months) + timedelta(days=sign * days)


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@cache
def _units() -> dict[str, tuple[int, int, int]]:
    return {
        word: (int(row["months"]), int(row["days"]), int(row["minutes"]))
        for row in load_rows("reading/duration_units.csv")
        for word in row["words"].split()
    }


@cache
def unit_of(word: str) -> tuple[int, int, int] | None:
    """Months, days and minutes of a unit's name. Long names may have one typo."""
    if word in _units() or len(word) < 5:
        return _units().get(word)
    near = (unit for name, unit in _units().items() if len(name) > 4 and OSA.distance(word, name, score_cutoff=1) <= 1)
    return next(near, None)


def find_durations(text: str) -> list[Duration]:
    """Durations of a text in order. A range ("2 ou 3 mois") gives both ends, at the same position."""
    text = numbers_as_digits(text)
    durations: list[Duration] = []
    for fraction in _FRACTION.finditer(text):
        if hour := _OF_AN_HOUR.match(text, fraction.end()):
            durations.append(Duration(0, 0, 15 * _quarters(fraction), fraction.start(), hour.end()))
    position = 0
    while match := _AMOUNT.search(text, position):
        unit, position = unit_of(match["unit"]), match.end()
        if unit and not any(one.start <= match.start() < one.end for one in durations):
            durations += _amounts(match, unit)
            position = durations[-1].end
    joined: list[Duration] = []
    for one in sorted(durations, key=lambda one: one.start):  # "un mois et dix jours" is one
        last = joined[-1] if joined else None
        if last and last.months and not one.months and text[last.end : one.start] in _JOINTS:
            joined[-1] = Duration(last.months, last.days + one.days, last.minutes + one.minutes, last.start, one.end)
        else:
            joined.append(one)
    return joined


def _quarters(fraction: Match[str]) -> int:
    if fraction["word"]:
        return 2 if fraction["word"] == "demi" else int(fraction["n"] or 1)
    return 2 if fraction["of2"] else int(fraction["of4"])


def _amounts(match: Match[str], unit: tuple[int, int, int]) -> list[Duration]:
    """Durations of a number (or range) of units, with a following "et demi" or the minutes of "1h30"."""
    text, end, more = match.string, match.end(), 0.0
    behind = 4 if text.startswith(" et ", end) else 1 if text.startswith(" ", end) else 0
    minutes = _MINUTES_BEHIND.match(text, end) if unit == _HOUR else None
    if minutes:
        more, end = int(minutes[1]) / 60, minutes.end()
    elif (
        (fraction := _FRACTION.match(text, end + behind))
        and not _OF_AN_HOUR.match(text, fraction.end())
        and (unit == _HOUR or _quarters(fraction) == 2)
    ):
        more, end = _quarters(fraction) / 4, fraction.end()
    amounts: list[Duration] = []
    for number in filter(None, (match["number"], match["to"])):
        months, days, rest = (part * (float(number.replace(",", ".")) + more) for part in unit)
        days += (months - int(months)) * _MONTH_DAYS
        amounts.append(Duration(int(months), round(days), round(rest), match.start(), end))
    return amounts
