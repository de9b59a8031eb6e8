"""Dates, times and links in French."""

from datetime import date, datetime, timedelta
from urllib.parse import quote

from bot.base import clock

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip


def mail_link(address: str) -> str:
    """A `mailto:` link. Characters that would add a subject or another recipient are escaped."""
    return "mailto:" + quote(address, safe="@")


def date_in_words(day: date) -> str:
    """« 4 janvier 2027 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {_MONTHS[day.month - 1]} {day.year}"


def day_in_words(day: date) -> str:
    """« lundi 4 janvier 2027 »."""
    return f"{_DAYS[day.weekday()]} {date_in_words(day)}"


def moment_in_words(moment: datetime) -> str:
    """« 4 janvier 2027 à 9 h 05 », in Paris time."""
    local = moment.astimezone(clock.PARIS)
    return f"{date_in_words(local.date())} à {local.hour} h {local.minute:02}"


def span_in_words(span: timedelta) -> str:
    """A rounded duration: « moins d'une minute », « 1 heure », « 3 jours »."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return "moins d'une minute"
    for unit, size in (("jour", 1440), ("heure", 60), ("minute", 1)):
        if (number := minutes // size) >= 1:
            return f"{number} {unit}{'s' * (number > 1)}"
    raise AssertionError  # a minute is one
