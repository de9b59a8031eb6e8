"""What the finders of days share: the found time and how a day without a year gets one."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from re import Match

_FURTHEST_YEARS = 10


class NoSuchDay(ValueError):  # noqa: N818
    """A date that no calendar has, such as the 30th of February, or in a year that no answer can mean."""


@dataclass(frozen=True, slots=True)
class Found:
    """A time that words name: its days, its place in the `canonical` text, and whether it is one day said exactly."""

    first: date
    last: date
    start: int = 0
    end: int = 0
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """From when days are counted: today, or a day said before."""

    today: date
    anchor: date | None = None  # from which a bare "le 21" or "le lundi suivant" goes on
    same_month: bool = False  # such a bare day is one of the anchor's month, before it or behind
    may_be_over: bool = False  # a day without a year may be a past one ("j'ai démissionné le 16 novembre")


Finder = Callable[[Match[str], Clock], Found | None]


def days(found: Match[str], first: date, last: date | None = None, *, is_exact: bool = False) -> Found:
    """Returns the found time with the place of its words."""
    return Found(first, last or first, found.start(), found.end(), is_exact)


def full_year(written: str | None, clock: Clock) -> int | None:
    """Returns a year of two or four digits or "anprochain" in full; raises NoSuchDay for one too far."""
    if not written or not written.isdecimal():
        return clock.today.year + 1 if written else None
    year = int(written) + (2000 if len(written) == 2 else 0)
    if not 1900 <= year <= clock.today.year + _FURTHEST_YEARS:
        raise NoSuchDay(written)
    return year


def in_year(month: int, day: int, year: int | None, clock: Clock) -> date:
    """Returns a day and month in the year said, else the coming one; raises NoSuchDay when no calendar has it."""
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
    """Returns the last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def on_or_after(day: date, weekday: int) -> date:
    """Returns the first such weekday (Monday is 0) from a day on."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)
