"""Public holidays, seasons and school holidays used as dates in France."""

import re
from datetime import date, timedelta
from functools import cache
from re import Match
from typing import Any

from dateutil.easter import easter  # type: ignore[import-untyped]

from bot.understanding.reading.data_files import load_yaml
from bot.understanding.reading.days.date_match import DateMatch, ReferenceDay, date_match, full_year

_ZONE = re.compile(r"\bzone ([abc])\b")


def _holidays() -> Any:
    return load_yaml("reading/feasts.yml")


@cache
def pattern() -> re.Pattern[str]:
    """Expression for a holiday's name in `canonical` text, and the year after it."""
    names = sorted(_names(), key=len, reverse=True)
    alternatives = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?:prochain )?(?P<name>{alternatives})(?: en)?(?: (?P<year>20\d\d|anprochain))?(?![a-z\d])")


@cache
def _names() -> dict[str, str]:
    named = {name: feast for feast, entry in _holidays().items() for name in entry["names"]}
    return named | {"vacances scolaires": "", "prochain vacances": "", "petites vacances": ""}


def find_holiday(match: Match[str], clock: ReferenceDay) -> DateMatch | None:
    """Days of the holiday or season named, the next ones if no year is given."""
    name = _names()[match["name"]]
    year = full_year(match["year"], clock)
    zone = _ZONE.search(match.string)
    names = [name] if name else [feast for feast in _holidays() if feast.endswith("_holidays")]
    years = [year] if year else range(clock.today.year - 1, clock.today.year + 3)
    spans = [_in_year(_holidays()[feast], y, zone[1] if zone else "") for feast in names for y in years]
    coming = [span for span in spans if span and (year or span[1] >= clock.today)]
    if not coming:
        return None
    first, last = min(coming)
    return date_match(match, first, last, is_exact=first == last)


def _in_year(entry: dict[str, Any], year: int, zone: str) -> tuple[date, date] | None:
    """First and last day of a holiday that starts in a year, or None if its date is unknown."""
    if "easter" in entry:
        day = easter(year) + timedelta(days=entry["easter"])
        return day, day
    if "years" in entry:
        listed = entry["years"].get(year)
    else:
        by_zone = entry.get("zones", {}).get(year, {})
        listed = by_zone.get(zone) or [entry["day"], entry.get("until", entry["day"])]
    if listed is None:
        return None
    start, end = listed
    return date(year, *start), date(year + (end < start), *end)
