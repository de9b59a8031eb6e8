"""Days named by a feast, a season or school holidays: "dès la Toussaint", "fin de l'été", "après les vacances"."""

import re
from datetime import date, timedelta

from bot.reading.dates import Found, PastDate, full_year
from bot.reading.feasts import FEASTS, Span, in_zone, next_span, span_in

_PATTERNS = tuple(
    (re.compile(rf"\b(?:{words})\b" if not words.startswith("(?:l |cet") else rf"\b{words}"), name)
    for words, name in FEASTS
)
_ANY_HOLIDAYS = re.compile(
    r"\b(?:prochaines |petites )?(?:vacances|conges)(?: scolaires)?\b(?! de (?:mes|mon|ma)|! a prendre)"
)
_HOLIDAYS = ("all_saints_holidays", "christmas_holidays", "winter_holidays", "spring_holidays", "summer_holidays")
_YEAR = re.compile(r"^ ?(?:de |en )?(?P<year>20\d\d)\b")
_ZONE = re.compile(r"\bzone (?P<zone>[abc])\b")
_NEXT_YEAR = re.compile(r"^ ?(?:de )?l (?:annee|an) (?:prochaine?|d apres)")
_PART = re.compile(
    r"\b(?P<part>debut|fin|mi|milieu|derniers jours|sortie)(?: |-)*(?:de |du |des |d )?(?:la |le |les |l )?(?:mois (?:de |du )?)?$"
)
_PART_INSIDE = re.compile(r"^(?P<part>debut|fin|mi) ")


def find_feast(words: str, today: date) -> Found | None:
    """Returns the day of the first feast, season or holiday that a folded text names; raises PastDate with a year that is over."""
    hits = [(found, name) for pattern, name in _PATTERNS if (found := pattern.search(words))]
    if not hits:
        return _any_holidays(words, today)
    found, name = min(hits, key=lambda hit: (hit[0].start(), -len(hit[0].group())))
    rest = words[found.end() :]
    said, is_next_year = _YEAR.match(rest), _NEXT_YEAR.match(rest)
    if said or is_next_year:
        span = span_in(name, full_year(said["year"], today) if said else today.year + 1)
        if span and span.last < today:
            raise PastDate(span.last)
    else:
        span = next_span(name, today)
    zone = _ZONE.search(words)
    if span and zone:
        span = in_zone(name, span, zone["zone"])
    return _as_found(words, span, found, today) if span else None


def _any_holidays(words: str, today: date) -> Found | None:
    found = _ANY_HOLIDAYS.search(words)
    if not found:
        return None
    spans = [span for name in _HOLIDAYS if (span := next_span(name, today))]
    return _as_found(words, min(spans, key=lambda span: span.last), found, today) if spans else None


def _as_found(words: str, span: Span, found: re.Match[str], today: date) -> Found:
    part_before = _PART.search(words[: found.start()]) or _PART_INSIDE.match(found.group())
    part = part_before["part"] if part_before else ""
    start = found.start()
    if re.match(r"(?:apres|avant|pour) ", found.group()):
        start += found.group().index(" ") + 1
    if part in {"fin", "derniers jours", "sortie"}:
        day = span.last
    elif part in {"mi", "milieu"}:
        day = span.first + timedelta(days=(span.last - span.first).days // 2)
    else:
        day = span.first
    return Found(max(day, today), span.last, start, found.end())
