"""Start date of a candidate from the spans day, notice, notice_start and now."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from rapidfuzz.distance import OSA

from bot.understanding.reading.days.date_match import DateMatch, NoSuchDay, ReferenceDay
from bot.understanding.reading.days.durations import find_durations
from bot.understanding.reading.days.scan import scan
from bot.understanding.reading.days.words import canonical, day_words, phonetic_key
from bot.understanding.reading.resolution import NOTHING, Resolution, Status
from bot.understanding.reading.spans import Label, Role, Span, own

_VAGUE = Resolution(Status.INVALID, reason="vague")
_NOW = Resolution(Status.VALUE, {"immediate": True})
_NEAR = timedelta(days=7)
_MAX_TODAY = date(9000, 1, 1)


def resolve(spans: Sequence[Span], today: date, slots: Mapping[str, Any]) -> Resolution:
    """Resolve the availability.

    Args:
        spans: of every role, in order.

    Returns:
        VALUE {"date": "YYYY-MM-DD"} or {"immediate": true}; AMBIGUOUS between several days; INVALID `past_date`
        (details: `date`), `no_such_day` or `vague`; NONE.
    """
    try:
        return _resolve(spans, min(today, _MAX_TODAY))
    except NoSuchDay:
        return Resolution(Status.INVALID, reason="no_such_day")
    except OverflowError:
        return _VAGUE


def _resolve(spans: Sequence[Span], today: date) -> Resolution:
    lines = {span: canonical(span.text) for span in spans}
    notices = [s for s in own(spans, Label.NOTICE, Label.DAY) if s.label == Label.NOTICE or "preavis" in lines[s]]
    day_lines = [lines[span] for span in own(spans, Label.DAY) if span not in notices]
    days = _own_days([span for span in spans if span not in notices], lines, today)
    counted_from = ReferenceDay(today, may_be_over=True)
    starts = [match for span in own(spans, Label.NOTICE_START) for match in scan(lines[span], counted_from)]
    now = [lines[span] for span in own(spans, Label.NOW)]
    is_now = any(not _says(line, "soft_now") for line in now)
    if day_lines and all(line in _phrases("vague") for line in day_lines):
        return _VAGUE
    if any("depuis" in line.split() for line in day_lines):
        return _NOW
    if notices:
        return _after_notice([lines[span] for span in notices], starts, days, day_lines, today)
    if days and not (is_now and all(match.first <= today + _NEAR for match in days)):
        reading = _resolve_days(days, day_lines, today)
        is_either = is_now and reading.status is Status.VALUE
        return Resolution(Status.AMBIGUOUS, candidates=(reading.value, _NOW.value)) if is_either else reading
    if now:
        return _NOW
    return _value(max(starts[-1].first, today)) if starts else _without_day(" ".join(day_lines))


def _own_days(spans: Sequence[Span], lines: Mapping[Span, str], today: date) -> list[DateMatch]:
    """The author's own days. Days of other roles before them serve as anchors."""
    clock = ReferenceDay(today)
    days: list[DateMatch] = []
    for span in spans:
        try:
            matches = scan(lines[span], clock) if span.label == Label.DAY else []
        except NoSuchDay:  # only the author's own may be impossible
            if span.role == Role.OWN:
                raise
            continue
        days += matches if span.role == Role.OWN else []
        if matches and span.role == Role.OTHER:
            is_end = {"jusque", "finit"} & set(lines[span].split())  # the match is the day after
            anchor = matches[-1].last - timedelta(days=1 if is_end else 0)
            clock = replace(clock, anchor=max(anchor, clock.anchor or anchor), same_month=False)
        elif matches and (span.role != Role.OWN or not matches[-1].is_exact):
            clock = replace(clock, anchor=matches[-1].first, same_month=True)
    return days


def _after_notice(
    lines: list[str], starts: list[DateMatch], days: list[DateMatch], day_lines: list[str], today: date
) -> Resolution:
    """End of the notice period, counted from its start. A later day given explicitly wins."""
    durations = [duration for line in lines for duration in find_durations(line)]
    positions = {duration.start for duration in durations}
    inside = [match for line in lines for match in scan(line, ReferenceDay(today)) if match.start not in positions]
    if not durations:  # "préavis jusqu'au 31 janvier"
        return _resolve_days(days or inside, day_lines, today) if days or inside else _VAGUE
    end = durations[0].after((starts or inside or [DateMatch(today, today)])[-1].first)
    if not days:
        return _value(end) if end > today else _NOW
    is_start = not starts and days[-1].first < durations[0].after(today) - _NEAR
    explicit = _resolve_days(days, day_lines, today)
    if is_start and explicit.status is Status.VALUE:
        return _value(max(durations[0].after(days[-1].first), today))
    return explicit


def _resolve_days(days: list[DateMatch], lines: list[str], today: date) -> Resolution:
    """The one day meant, by repetition or exactness, else INVALID or AMBIGUOUS."""
    words = {word for line in lines for word in line.split()}
    counts = Counter(match.first for match in days)
    (twice, times), *_ = counts.most_common()
    exact = [match for match in days if match.is_exact] or days
    inner = [match for match in exact if all(other.first <= match.first <= other.last for other in days)]
    chosen = next(match for match in days if match.first == twice) if times > 1 else (inner or exact)[0]
    if chosen.last < today:
        return Resolution(Status.INVALID, reason="past_date", details={"date": chosen.last.isoformat()})
    if "aujourdhui" in words and chosen.first == today:
        return _NOW
    ahead = sorted(day for day in counts if day >= today)
    outside = [match for match in days if match.last > match.first and not match.first <= chosen.first <= match.last]
    is_either = "ou" in words or (chosen.is_exact and (len(exact) > 1 or outside))
    is_near = max(counts) - min(counts) <= 2 * _NEAR and not is_either
    if inner or times > 1 or "entre" in words or is_near or len(ahead) < 2:
        return _value(max(chosen.first, today))
    return Resolution(Status.AMBIGUOUS, candidates=tuple({"date": day.isoformat()} for day in ahead))


def _without_day(line: str) -> Resolution:
    """Resolution of words without any day: now, vague, or none."""
    key = phonetic_key(line.replace(" ", ""))
    now = [phonetic_key(phrase.replace(" ", "")) for phrase in _phrases("now")]
    if _says(line, "now") or any(OSA.distance(key, name) <= len(name) // 4 for name in now):
        return _NOW
    return _VAGUE if _says(line, "vague") or _says(line, "times") else NOTHING


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    return tuple(canonical(phrase) for phrase in day_words()[kind])


def _says(line: str, kind: str) -> bool:
    return any(f" {phrase} " in f" {line} " for phrase in _phrases(kind))


def _value(day: date) -> Resolution:
    return Resolution(Status.VALUE, {"date": day.isoformat()})
