"""Periods of the statistics, split into days, weeks or months."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.base import clock, french
from bot.content.campaign import campaign
from bot.records.store.daily_counts import RETENTION_MONTHS

DEFAULT = "30"
PERIODS = {
    "7": "7 jours", "30": "30 jours", "90": "90 jours", "12-mois": "12 mois", "campagne": "la campagne",
}  # fmt: skip
_UNITS = ("jour", "semaine", "mois")
_MAX_DAYS, _MAX_WEEKS = 31, 18  # longer periods use the next larger unit


@dataclass(frozen=True)
class Span:
    """A day, a week or a month of a period.

    Attributes:
        until: the last day, included.
        words: label.
    """

    since: date
    until: date
    words: str


@dataclass(frozen=True)
class Period:
    """A period of the statistics.

    Attributes:
        key: its value in URLs.
        until: the last day, included.
        unit: of the spans, in French.
    """

    key: str
    since: date
    until: date
    spans: tuple[Span, ...]
    unit: str

    @property
    def words(self) -> str:
        """« du 4 janvier 2027 au 10 janvier 2027 »."""
        return f"du {french.date_in_words(self.since)} au {french.date_in_words(self.until)}"

    def place(self, day: date) -> int:
        """Index of the span that contains a day."""
        return next(index for index, span in enumerate(self.spans) if day <= span.until)


def period_of(key: str, *, coarser: bool = False) -> Period:
    """A period that ends today, or with the campaign.

    Args:
        key: one of `PERIODS`.
        coarser: use the next larger unit, so that fewer small counts are suppressed.
    """
    today = clock.today()
    until = today
    if key == "campagne":
        until = min(today, campaign().ends or today)
        longest = today - timedelta(days=round(RETENTION_MONTHS * 30.4))
        since = min(max(campaign().begins, longest), until)
    elif key == "12-mois":
        since = date(today.year - (today.month < 12), today.month % 12 + 1, 1)
    else:
        since = today - timedelta(days=int(key) - 1)
    days = (until - since).days + 1
    size = 0 if days <= _MAX_DAYS else 1 if days <= 7 * _MAX_WEEKS else 2
    unit = _UNITS[min(size + coarser, 2)]
    return Period(key, since, until, tuple(_spans(since, until, unit)), unit)


def _spans(since: date, until: date, unit: str) -> list[Span]:
    spans = []
    while since <= until:
        end = min(_last_day(since, unit), until)
        spans.append(Span(since, end, _label(since, end, unit)))
        since = end + timedelta(days=1)
    return spans


def _last_day(day: date, unit: str) -> date:
    """The last day of the unit that contains a day. Weeks end on Sunday."""
    if unit == "mois":
        return date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(days=1)
    return day + timedelta(days=6 - day.weekday() if unit == "semaine" else 0)


def _label(since: date, until: date, unit: str) -> str:
    if unit == "jour":
        return french.day_in_words(since)
    if unit == "mois":
        return french.date_in_words(since).split(" ", 1)[1]
    return f"du {since:%d/%m/%Y} au {until:%d/%m/%Y}"
