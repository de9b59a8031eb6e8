"""Calendar dates: 12/01, 2027-01-12, 3 mars, février 2027, semaine 12, premier lundi de mars."""

import re
from datetime import date, timedelta
from re import Match

from bot.understanding.reading.days.date_match import (
    DateMatch,
    Finder,
    NoSuchDay,
    ReferenceDay,
    date_match,
    full_year,
    in_year,
    last_of_month,
)
from bot.understanding.reading.days.date_match import on_or_after as first_weekday
from bot.understanding.reading.days.durations import add_months
from bot.understanding.reading.days.words import MONTHS, WEEKDAYS

RANKS = {"premier": 0, "1": 0, "deuxieme": 1, "2": 1, "troisieme": 2, "3": 2, "quatrieme": 3, "4": 3, "dernier": -1}
_WEEK = timedelta(days=6)
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_DAY = r"(?:le )?(?P<day>premier|\d{1,2})"
_YEAR = r"(?:(?: en| [/.\-])? (?P<year>20\d\d|19\d\d|(?:2[5-9]|3[0-5])(?! h| /)|anprochain))?"
_RANK = rf"(?P<rank>{'|'.join(RANKS)})"


def _month(match: Match[str]) -> int:
    name = match["month"]
    return int(name) if name.isdecimal() else MONTHS.index(name) + 1


def _day(match: Match[str], clock: ReferenceDay) -> DateMatch:
    first = in_year(_month(match), int(match["day"].replace("premier", "1")), full_year(match["year"], clock), clock)
    last = in_year(_month(match), int(match["to"]), first.year, clock) if "to" in match.groupdict() else first
    return date_match(match, first, max(first, last), is_exact=True)


def _whole_month(match: Match[str], clock: ReferenceDay) -> DateMatch:
    if not 1 <= _month(match) <= 12:
        raise NoSuchDay(match[0])
    year = full_year(match["year"], clock)
    first = date(year or clock.today.year, _month(match), 1)
    if year is None and last_of_month(first) < clock.today and not clock.may_be_over:
        first = add_months(first, 12)
    return date_match(match, first, last_of_month(first))


def _ranked_weekday(match: Match[str], clock: ReferenceDay) -> DateMatch:
    rank, month = RANKS[match["rank"]], _month(match) if match["month"] else 1
    year = full_year(match["year"], clock)
    months = [date(y, month, 1) for y in ([year] if year else [clock.today.year, clock.today.year + 1])]
    months = [add_months(clock.today.replace(day=1), 1)] if "mois" in match[0] else months
    starts = [last_of_month(first) - _WEEK if rank < 0 else first + timedelta(days=7 * rank) for first in months]
    fitting = [first_weekday(start, WEEKDAYS.index(match["weekday"])) for start in starts]
    return date_match(match, next((day for day in fitting if day >= clock.today), fitting[-1]), is_exact=True)


def _year(match: Match[str], clock: ReferenceDay) -> DateMatch:
    """A year. For "fin d'année" the last day of this one, for "début d'année" the next one."""
    name = match["year"]
    if name == "fin an":
        return date_match(match, date(clock.today.year, 12, 31))
    year = full_year(name, clock) or clock.today.year
    return date_match(match, date(year, 1, 1), date(year, 12, 31))


def _monday(year: int, week: int) -> date:
    """Monday of an ISO week. Week 53 of a year without one is its last."""
    has_it = date(year, 12, 28).isocalendar().week >= week
    return date.fromisocalendar(year, week if has_it else 52, 1)


def _week(match: Match[str], clock: ReferenceDay) -> DateMatch:
    year, week = full_year(match["year"], clock), int(match["week"])
    if not 1 <= week <= 53:
        raise NoSuchDay(match[0])
    mondays = [_monday(clock.today.year + ahead, week) for ahead in (0, 1)]
    coming = next(monday for monday in mondays if monday + _WEEK >= clock.today)
    monday = _monday(year, week) if year else coming
    return date_match(match, monday, monday + _WEEK)


_FINDERS: tuple[tuple[str, Finder], ...] = (
    (r"(?P<year>\d{4}) ?[-/.] ?(?P<month>\d{1,2}) ?[-/.] ?(?P<day>\d{1,2})", _day),
    (r"(?:le )?(?P<day>[0-3]?\d) ?(?P<month>[01]\d) ?(?P<year>20\d\d)", _day),
    (rf"{_DAY} (?:et|au|a|-|/)(?: le)? (?P<to>\d{{1,2}}) {_MONTH}{_YEAR}", _day),
    (r"(?P<month>\d{1,2}) [-/.] (?P<year>20\d\d)", _whole_month),
    (
        rf"(?:{_WEEKDAY} )?{_DAY} (?P<sign>[/.\-]) (?P<month>\d{{1,2}})(?: (?P=sign) (?P<year>\d{{4}}|\d\d))?(?! /)",
        _day,
    ),
    (rf"(?:{_WEEKDAY} )?{_DAY}(?: [/.\-])? {_MONTH}{_YEAR}", _day),
    (rf"(?:le )?{_RANK} {_WEEKDAY} (?:{_MONTH}{_YEAR}|(?:du)?mois prochain|anprochain|an)", _ranked_weekday),
    (rf"(?:semaine|s) (?P<week>\d{{1,2}})(?! (?:{'|'.join(MONTHS)}|au|et|/)){_YEAR}", _week),
    (rf"{_MONTH}{_YEAR}", _whole_month),
    (r"(?P<year>fin an|debut an|20\d\d|19\d\d|anprochain)", _year),
)
FINDERS = tuple((re.compile(rf"{pattern}(?![a-z\d])"), finder) for pattern, finder in _FINDERS)
