"""Weeks and weekdays: "semaine 12", "lundi en huit", "mardi de la semaine prochaine"."""

import re
from datetime import date, timedelta

from bot.reading.dates import Found, NoSuchDay, PastDate
from bot.reading.month_words import WEEKDAYS

_WEEK = re.compile(
    r"\b(?:semaine|sem\.?|s) ?(?:numero |n ?°? ?)?(?P<week>[1-5]?\d)\b(?! ?(?:jours?|mois|semaines?|/))(?: (?:de )?(?P<year>20\d\d))?"
)
_WEEKDAY = re.compile(
    rf"(?<!\w)(?P<before>(?:le|les|tous les|chaque|du) )?(?P<name>{'|'.join(WEEKDAYS)})(?P<more>s? (?:au|a) (?:{'|'.join(WEEKDAYS)})|s\b)?(?P<after>(?: (?:prochain|qui vient|suivant))? (?:en huit|en 8|en quinze|en 15|de la semaine prochaine|de la semaine d apres|semaine prochaine|prochain|qui vient))?"
)


def find_week(text: str, today: date) -> Found | None:
    """Returns the Monday of "semaine 12", the next one when no year is said."""
    found = _WEEK.search(text)
    if not found or not 1 <= int(found["week"]) <= 53:
        return None
    week = int(found["week"])
    for year in [int(found["year"])] if found["year"] else [today.isocalendar().year, today.isocalendar().year + 1]:
        try:
            monday = date.fromisocalendar(year, week, 1)
        except ValueError as error:
            raise NoSuchDay(found.group()) from error
        sunday = monday + timedelta(days=6)
        if sunday >= today:
            return Found(max(monday, today), sunday, found.start(), found.end())
    raise PastDate(sunday)


def find_weekday(text: str, today: date) -> Found | None:
    """Returns the day of "lundi", "lundi en huit", "mardi de la semaine prochaine"; "les lundis" names none."""
    for found in _WEEKDAY.finditer(text):
        if found["more"] or (
            found["before"] in {"les ", "tous les ", "chaque ", "du "} and "au" in text[found.end() : found.end() + 4]
        ):
            continue
        wanted = WEEKDAYS.index(found["name"])
        day = today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
        after = found["after"] or ""
        if re.search(r"en (?:huit|8)", after):
            day += timedelta(days=7)
        elif re.search(r"en (?:quinze|15)", after):
            day += timedelta(days=14)
        elif "semaine" in after:
            day = today + timedelta(days=7 - today.weekday() + wanted)
        return Found(day, day, found.start(), found.end())
    return None
