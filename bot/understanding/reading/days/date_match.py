"""Types that all date finders share, and the rules for dates without a year."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from re import Match

_MAX_YEARS_AHEAD = 10


class NoSuchDay(ValueError):  # noqa: N818
    """The date does not exist, such as the 30th of February, or its year is out of range."""


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date or period in a text.

    Attributes:
        start: offset in the `canonical` text.
        is_exact: a single day, named exactly.
    """

    first: date
    last: date
    start: int = 0
    end: int = 0
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class ReferenceDay:
    """The day that relative dates are counted from."""

    today: date
    anchor: date | None = None  # where a bare "le 21" or "le lundi suivant" continues from
    same_month: bool = False  # a bare day is in the anchor's month, before or after it
    may_be_over: bool = False  # a day without a year may be past ("j'ai démissionné le 16 novembre")


Finder = Callable[[Match[str], ReferenceDay], DateMatch | None]


def date_match(match: Match[str], first: date, last: date | None = None, *, is_exact: bool = False) -> DateMatch:
    """Date match at the position of the regex match."""
    return DateMatch(first, last or first, match.start(), match.end(), is_exact)


def full_year(written: str | None, clock: ReferenceDay) -> int | None:
    """Four-digit year of two or four digits or of "anprochain".

    Raises:
        NoSuchDay: the year is out of range.
    """
    if not written or not written.isdecimal():
        return clock.today.year + 1 if written else None
    year = int(written) + (2000 if len(written) == 2 else 0)
    if not 1900 <= year <= clock.today.year + _MAX_YEARS_AHEAD:
        raise NoSuchDay(written)
    return year


def in_year(month: int, day: int, year: int | None, clock: ReferenceDay) -> date:
    """Day and month in the given year, else at their next occurrence.

    Raises:
        NoSuchDay: the date does not exist.
    """
    today = clock.today
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year or 2000, month)[1]:
        raise NoSuchDay(f"{day}/{month}/{year}")
    if year:
        return date(year, month, day)
    years = range(today.year - 1, today.year + 8)
    dates = [date(y, month, day) for y in years if day <= calendar.monthrange(y, month)[1]]
    if clock.may_be_over:
        return min(dates, key=lambda one: abs(one - today))
    return next(one for one in dates if one >= today)


def last_of_month(day: date) -> date:
    """Last day of the month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def on_or_after(day: date, weekday: int) -> date:
    """First such weekday (Monday is 0) on or after a day."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)
