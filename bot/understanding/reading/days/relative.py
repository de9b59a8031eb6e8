"""Relative dates: demain, lundi en huit, la semaine prochaine, le 15."""

import re
from datetime import timedelta
from re import Match

from bot.understanding.reading.days.date_match import (
    DateMatch,
    Finder,
    NoSuchDay,
    ReferenceDay,
    date_match,
    last_of_month,
    on_or_after,
)
from bot.understanding.reading.days.durations import add_months
from bot.understanding.reading.days.words import WEEKDAYS

_WEEK = timedelta(days=7)
_NEXT_AT_LEAST = 3  # days; a nearer one is "après-demain", so "vendredi prochain" is a week later
_WEEKDAY = rf"(?P<name>{'|'.join(WEEKDAYS)})"
_DAY = r"(?:le )?(?P<day>premier|\d{1,2})"
_NO_DAY = r"(?! (?:[/.\-+]|\d|h|heures?|km|mois|semaine|jours?|j|jrs?|euros|an|trimestre|min|minutes|quinzaine|lundi))"
_BEFORE_DAY = frozenset({"au", "vers", "des", *WEEKDAYS})


def _named_day(match: Match[str], clock: ReferenceDay) -> DateMatch:
    count = {"hier": -1, "demain": 1, "aujourdhui": 0}.get(match["name"], 2) + (7 if match["eight"] else 0)
    return date_match(match, clock.today + timedelta(days=count), is_exact=True)


def _weekday(match: Match[str], clock: ReferenceDay) -> DateMatch:
    weekday, how = WEEKDAYS.index(match["name"]), match["how"] or ""
    day = on_or_after(clock.today + timedelta(days=1), weekday)
    if how in {"apres", "prochain"} and clock.anchor:
        day = on_or_after(clock.anchor + timedelta(days=1), weekday)
    elif how.startswith("en "):
        day += _WEEK * (1 if how[3:].startswith(("8", "7")) else 2)
    elif how == "prochain" and (day - clock.today).days < _NEXT_AT_LEAST:
        day += _WEEK
    elif how == "dernier":
        day -= _WEEK if day - _WEEK < clock.today else 2 * _WEEK
    elif how:
        day = clock.today + timedelta(days=weekday - clock.today.weekday() + (7 if "prochain" in how else 0))
    return date_match(match, day, is_exact=True)


def _week(match: Match[str], clock: ReferenceDay) -> DateMatch:
    """This or next week, or its weekend. From Wednesday on, "le week-end prochain" is the one after."""
    is_end = "weekend" in match[0] or "fin" in match[0]
    is_next = "ce semaine" not in match[0] if not is_end else "prochain" in match[0] and clock.today.weekday() > 1
    sunday = clock.today + timedelta(days=6 - clock.today.weekday()) + (_WEEK if is_next else timedelta(0))
    return date_match(match, max(sunday - timedelta(days=1 if is_end else 6), clock.today), sunday)


def _month(match: Match[str], clock: ReferenceDay) -> DateMatch:
    first = clock.today.replace(day=1)
    first = add_months(first, 1) if "prochain" in match[0] else first
    if not match["day"]:
        return date_match(match, first, last_of_month(first))
    if not 1 <= int(match["day"].replace("premier", "1")) <= last_of_month(first).day:
        raise NoSuchDay(match[0])
    return date_match(match, first.replace(day=int(match["day"].replace("premier", "1"))), is_exact=True)


def _bare_day(match: Match[str], clock: ReferenceDay) -> DateMatch | None:
    """Next "le 15", counted from the anchor if there is one, or None for a number that is no day."""
    before, day_number = match.string[: match.start()].split(), int(match["day"].replace("premier", "1"))
    is_alone = match.string == match[0]
    if not (is_alone or clock.anchor or match[0].startswith("le ") or (before and before[-1] in _BEFORE_DAY)):
        return None
    if not 1 <= day_number <= 31:
        raise NoSuchDay(match[0])
    base = clock.anchor if clock.anchor and clock.anchor > clock.today else clock.today
    base = max(base.replace(day=1), clock.today) if clock.same_month else base
    months = [add_months(base.replace(day=1), count) for count in range(-1 if clock.may_be_over else 0, 3)]
    possible = [month.replace(day=day_number) for month in months if day_number <= last_of_month(month).day]
    if clock.may_be_over:
        return date_match(match, min(possible, key=lambda day: abs(day - base)), is_exact=True)
    return date_match(match, next(day for day in possible if day >= base), is_exact=True)


_FINDERS: tuple[tuple[str, Finder], ...] = (
    (r"(?P<name>apresdemain|surlendemain|demain|hier|aujourdhui)(?: matin)?(?P<eight> en [78])?", _named_day),
    (
        rf"{_WEEKDAY} (?P<how>en (?:8|7|15|14)(?: jours)?|prochain|apres(?! [a-z\d])|dernier|(?:ce )?semaine prochain|"
        r"ce semaine)",
        _weekday,
    ),
    (rf"(?:{'|'.join(WEEKDAYS)}) {_DAY}{_NO_DAY}", _bare_day),
    (rf"{_WEEKDAY}(?P<how>)", _weekday),
    (r"semaine (?:prochain|apres(?! [a-z\d]))|prochain semaine|ce semaine", _week),
    (r"(?:ce )?(?:weekend|fin (?:ce )?semaine(?! prochain))(?: prochain)?", _week),
    (rf"{_DAY} dumois prochain", _month),
    (rf"(?:(?:du)?mois prochain|prochain mois|ce mois)(?: {_DAY}{_NO_DAY})?", _month),
    (r"dumois(?! prochain)(?P<day>)", _month),
    (rf"{_DAY}(?: dumois(?! prochain))?{_NO_DAY}", _bare_day),
)
FINDERS = tuple((re.compile(rf"(?:{pattern})(?![a-z\d])"), finder) for pattern, finder in _FINDERS)
