"""Scan of a text for dates: every finder at every word, then the modifiers around ("après", "mi", "jusqu'à")."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.understanding.reading.days import calendar_days, holidays, relative
from bot.understanding.reading.days.date_match import DateMatch, Finder, ReferenceDay, on_or_after
from bot.understanding.reading.days.durations import Duration, add_months, find_durations
from bot.understanding.reading.days.words import WEEKDAYS

_WORD = re.compile(r"\S+")
_TIME_OF_DAY = re.compile(r"\d{1,2} (?:h|heures?)(?: \d\d)?(?![a-z\d])")
_DAY = timedelta(days=1)
_AFTER = frozenset({"apres", "finit", "jusque", "lendemain"})
_PIECES = {"semaine": 7, "quinzaine": 15}
_MIN_MONTH_DAYS = 27  # length of a period that counts as a month
_NOT_BEFORE = frozenset({"pas", "jamais", "impossible", "rien"})
_WAITING = frozenset({"dans", "dan", "din", "ds", "ici", "sous", "pour"})
_LONGEST_WAIT, _LONGEST_ALONE = 60, 3  # months, words


def scan(line: str, clock: ReferenceDay) -> list[DateMatch]:
    """Dates and periods of a `canonical` text, in order, adjusted by the words before them.

    A date that is only a limit ("avant Noël") is left out.

    Raises:
        NoSuchDay: a date does not exist.
    """
    shaped: list[DateMatch] = []
    end, waited, weekday = 0, None, ""
    for match, duration in _scan(line, clock):
        lead, text = line[end : match.start].split(), line[match.start : match.end]
        connector = lead[0] if lead and shaped else ""
        day = None
        if waited and connector in {"apres", "avant"}:
            day = waited.after(match.last, back=False) if connector == "apres" else waited.after(match.first, back=True)
        elif weekday in WEEKDAYS and connector == "apres":
            day = on_or_after(match.last + _DAY, WEEKDAYS.index(weekday))
        if day:
            shaped[-1] = replace(shaped[-1], first=day, last=day)
        elif "avant" not in lead or _NOT_BEFORE & set(lead):
            again = 0 if "20" in text else 1 if "dumois" in text else 12
            shaped.append(_adjusted(match, lead, clock, again))
        end, waited, weekday = match.end, duration, text
    return _with_tail(shaped, line[end:].split(), clock)


def _with_tail(shaped: list[DateMatch], tail: list[str], clock: ReferenceDay) -> list[DateMatch]:
    """Apply the words after the last match: the day after it, a year earlier."""
    if not shaped:
        is_after = {"apres", "lendemain", "suite", "ensuite"} & set(tail) and "autre" not in tail
        return [DateMatch(clock.anchor + _DAY, clock.anchor + _DAY)] if clock.anchor and is_after else []
    *before, last = shaped
    if tail[-1:] == ["apres"]:
        last = replace(last, first=last.last + _DAY, last=last.last + _DAY)
    elif tail[:1] == ["dernier"] and last.last >= clock.today:
        last = replace(last, first=add_months(last.first, -12), last=add_months(last.last, -12))
    return [*before, last]


def _scan(line: str, clock: ReferenceDay) -> Iterator[tuple[DateMatch, Duration | None]]:
    durations = {duration.start: duration for duration in reversed(find_durations(line))}
    end = 0
    for word in _WORD.finditer(line):
        start, duration = word.start(), durations.get(word.start())
        if start < end:
            continue
        date_match = _first(((holidays.pattern(), holidays.find_holiday),), line, start, clock)
        if not date_match and duration and _is_wait(line, duration):
            end = duration.end
            yield DateMatch(day := duration.after(clock.today), day, start, end), duration
        elif not date_match and (hour := _TIME_OF_DAY.match(line, start)):
            end = hour.end()
        elif date_match := date_match or _first((*calendar_days.FINDERS, *relative.FINDERS), line, start, clock):
            end = date_match.end
            clock = (
                replace(clock, anchor=date_match.first, same_month=True)
                if date_match.last > date_match.first
                else clock
            )
            yield date_match, None


def _first(
    finders: Iterable[tuple[re.Pattern[str], Finder]], line: str, start: int, clock: ReferenceDay
) -> DateMatch | None:
    matches = ((match, finder) for pattern, finder in finders if (match := pattern.match(line, start)))
    return next((date_match for match, finder in matches if (date_match := finder(match, clock))), None)


def _is_wait(line: str, duration: Duration) -> bool:
    """Whether a duration can be a waiting time, not an age, experience or time of day."""
    before = line[: duration.start].split()
    is_said = len(line.split()) <= _LONGEST_ALONE or (before and before[-1] in _WAITING)
    is_days = duration.after(date.min) > date.min
    return bool(is_days and duration.months <= _LONGEST_WAIT and (is_said or duration.months < 12))


def _adjusted(match: DateMatch, lead: list[str], clock: ReferenceDay, again: int) -> DateMatch:
    """A match adjusted by the words before it. It recurs every `again` months (0: never)."""
    first, last = match.first, match.last
    length = (last - first).days
    part = next((word for word in reversed(lead[-3:]) if word in {"debut", "mi", "fin"}), "")
    piece = _PIECES.get(lead[-1], 0) if lead else 0
    if piece and length >= 2 * piece and lead[:-1] and lead[-2] in calendar_days.RANKS:
        rank = calendar_days.RANKS[lead[-2]]
        first = first + rank * piece * _DAY if rank >= 0 else last - (piece - 1) * _DAY
        last = first + (piece - 1) * _DAY
    elif part == "fin" and length:
        first = last if length > 6 else last - 2 * _DAY
    elif part == "mi" and length:
        first = last = first + (14 if _MIN_MONTH_DAYS <= length < 31 else length // 2) * _DAY
    is_over = bool(_AFTER & set(lead)) or (part == "fin" and length == 0)
    if is_over:
        first = last = last + _DAY
    elif part in {"debut", "mi"} and first < clock.today and length >= _MIN_MONTH_DAYS and again:
        first, last = add_months(first, again), add_months(last, again)
    return replace(match, first=first, last=last, is_exact=match.is_exact and not is_over)
