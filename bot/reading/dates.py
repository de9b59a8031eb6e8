"""Dates written out: 12/01, 2027-01-12, 3 mars, mi-février, semaine 12, lundi en huit."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from bot.reading.month_words import MONTHS, WEEKDAYS
from bot.reading.number_words import number_of

_LATEST_YEARS = 10
_MONTHS_AHEAD = 4
_WEEKDAY_NUMBER = re.compile(rf"\b(?P<name>{'|'.join(WEEKDAYS)}) (?:le )?(?:\d{{1,2}}|premier)(?: ?er)?\Z")


class NoSuchDay(ValueError):  # noqa: N818
    """A date that no calendar has, such as the 30th of February."""


class TooFar(ValueError):  # noqa: N818
    """A date in a year that no answer can mean."""


class PastDate(ValueError):  # noqa: N818
    """A date with its year that is over; `day` holds it."""

    def __init__(self, day: date) -> None:
        super().__init__(f"{day.isoformat()} is over")
        self.day = day


@dataclass(frozen=True, slots=True)
class Found:
    """A day that a text names, with the last day of what it names and the place of the words."""

    day: date
    last: date
    start: int
    end: int


def make_day(year: int, month: int, day: int) -> date:
    """Returns a date; raises NoSuchDay when no calendar has it."""
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDay(f"{day}/{month}/{year}") from error


def last_of_month(year: int, month: int) -> date:
    """Returns the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """Returns the same day some months on, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def full_year(written: str, today: date) -> int:
    """Returns a year of two or four digits in full; raises TooFar for one that no answer can mean."""
    year = int(written) + (2000 if len(written) == 2 else 0)
    if year > today.year + _LATEST_YEARS or year < 1900:
        raise TooFar(written)
    return year


def dated(day_number: int, month: int, year: str | None, today: date) -> date:
    """Returns a day and month as a date, the next one when no year is said.

    Raises:
        NoSuchDay: no such day in that month.
        PastDate: the year is said and the day is over.
    """
    if not 1 <= month <= 12:
        raise NoSuchDay(f"{day_number}/{month}")
    if year:
        day = make_day(full_year(year, today), month, day_number)
        if day < today:
            raise PastDate(day)
        return day
    return make_day(
        today.year if (month, day_number) >= (today.month, today.day) else today.year + 1, month, day_number
    )


_MONTH = r"(?P<month>" + "|".join(MONTHS) + r")"
_YEAR = r"(?:(?: |,|/|-|\.)*(?:de |en )?(?P<year>\d{4}(?!\d)|(?<=[/\-. ])2[3-9](?!\d| ?h)))?"
_UNIT = r"(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf)"
_DAY_NUMBER = rf"(?P<day>\d{{1,2}}|premier|(?:vingt|trente)(?: (?:et )?{_UNIT})?|dix (?:sept|huit|neuf)|{_UNIT}|dix|onze|douze|treize|quatorze|quinze|seize)(?: ?er| ?eme)?"
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_NUMERIC = re.compile(
    r"(?<![\d/.\-])(?<!mois )(?<!mois et )(?P<day>\d{1,2}) ?(?P<sign>[/.\-]) ?(?P<month>\d{1,2})(?: ?(?P=sign) ?(?P<year>\d{4}|\d{2}))?(?![\d/])(?! ?(?:mois|semaines?|jours?|km|h|an))"
)
_UNSEPARATED = re.compile(r"(?<!\d)(?P<day>[0-3]\d) ?(?P<month>[01]\d) ?(?P<year>20\d\d)(?!\d)")
_MONTH_YEAR = re.compile(r"(?<![\d/.\-])(?P<month>\d{1,2}) ?[/.\-] ?(?P<year>20\d\d)(?!\d)")
_RANGE_DAYS = re.compile(
    rf"\b{_DAY_NUMBER}(?: {'|'.join(WEEKDAYS)})? ?(?:au|et(?: le)?|ou(?: le)?|a|-|/)(?: le)? ?(?P<to>\d{{1,2}})(?: ?er)? {_MONTH}{_YEAR}"
)
_DAY_MONTH = re.compile(rf"(?<![\d/]){_DAY_NUMBER}(?:\. ?|[ \-/])?(?:du mois de |de |du )?{_MONTH}\b{_YEAR}")
_DAY_OF_MONTH = re.compile(
    r"(?<!\w)(?:le|au|du|des le|jusqu au|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (?P<day>\d{1,2}|premier|[a-z]+(?: [a-z]+){0,2}(?= du mois (?:prochain|suivant)\b))(?: ?er)?(?: (?P<which>du mois prochain|du mois suivant|de ce mois|du mois|prochain|courant))?(?! ?(?:[/\-.:]\d|h\b|heures?|km|mois|semaines?|jours?|euros?|ans?|%))(?=$|[ ,.;!)])"
)


def _day_number(written: str) -> int:
    return 1 if written == "premier" else number_of(written) or 0


def find_full_date(text: str, today: date) -> Found | None:
    """Returns the first day that a text names by number and month; raises as `dated` does."""
    hits = [
        found for pattern in (_ISO, _UNSEPARATED, _RANGE_DAYS, _DAY_MONTH, _NUMERIC) if (found := pattern.search(text))
    ]
    if not hits:
        return None
    found = min(hits, key=lambda hit: (hit.start(), -hit.end()))
    month = found["month"]
    number = MONTHS.index(month) + 1 if month in MONTHS else int(month)
    year = found["year"] or _year_said(text, found.end(), today)
    day = dated(_day_number(found["day"]), number, year, today)
    last = day
    if found.re is _RANGE_DAYS and day.day < int(found["to"]) <= last_of_month(day.year, day.month).day:
        last = day.replace(day=int(found["to"]))
    return Found(day, last, found.start(), found.end())


def _year_said(text: str, end: int, today: date) -> str | None:
    """Returns the year of "mars de l'année prochaine"."""
    next_year = re.match(r",? ?(?:de )?l (?:annee|an) (?:prochaine?|d apres|suivante?)", text[end:])
    this_year = re.match(r",? ?(?:de )?cette annee", text[end:])
    return str(today.year + 1) if next_year else str(today.year) if this_year else None


def find_day_of_month(text: str, today: date) -> Found | None:
    """Returns the day of "le 15", "le 3 du mois prochain"; raises NoSuchDay for "le 45"."""
    found = _DAY_OF_MONTH.search(text)
    if not found:
        return None
    number = _day_number(found["day"])
    if not 1 <= number <= 31:
        raise NoSuchDay(found["day"])
    first = today.replace(day=1)
    if found["which"] in {"du mois prochain", "du mois suivant"}:
        first = add_months(first, 1)
        day = make_day(first.year, first.month, number)
    else:
        while number > last_of_month(first.year, first.month).day or first.replace(day=number) < today:
            first = add_months(first, 1)
        day = first.replace(day=number)
        day = _on_weekday(text[: found.end()], day) or day
    return Found(day, day, found.start(), found.end())


def _on_weekday(said: str, day: date) -> date | None:
    """Returns the next such day of a month that is the weekday said before it ("lundi 4"); None without any soon."""
    named = _WEEKDAY_NUMBER.search(said)
    if not named:
        return None
    months = (add_months(day, number) for number in range(_MONTHS_AHEAD))
    return next((d for d in months if d.day == day.day and d.weekday() == WEEKDAYS.index(named["name"])), None)


_RANKS = {"premier": 0, "1er": 0, "1 er": 0, "deuxieme": 1, "2e": 1, "2eme": 1, "second": 1, "troisieme": 2, "3e": 2, "3eme": 2, "quatrieme": 3, "4e": 3, "4eme": 3}  # fmt: skip
_NEXT_MONTH = re.compile(r"\bdu mois (?:prochain|qui vient|suivant|d apres)\b")
# "le premier lundi de l'année nouvelle", "le dernier vendredi de l'année", "la première semaine de l'an prochain"
_OF_YEAR = re.compile(
    rf"(?P<ranked>\b(?:{'|'.join(_RANKS)}|premiere|1ere|1re|seconde|(?P<last>derniere?)) (?:{'|'.join(WEEKDAYS)}|semaine|quinzaine)) (?:de (?:l an(?:nee)?|la nouvelle annee)|du nouvel an)(?: (?:nouvelle?|prochaine?|qui vient|suivante?))?\b(?! derniere)"
)
_RANKED_WEEKDAY = re.compile(
    rf"\b(?P<rank>{'|'.join(_RANKS)}|dernier) (?P<name>{'|'.join(WEEKDAYS)}) (?:du mois de |du mois d |de |d |du )?{_MONTH}\b{_YEAR}"
)
_PART = (
    r"(?P<part>(?:la )?premiere quinzaine(?: de| du| d)?|(?:la )?(?:deuxieme|seconde|2eme|2nde|2e) quinzaine(?: de| du| d)?|(?:la )?(?:premiere|1ere|1re) semaine(?: de| du| d)?|(?:la )?(?:deuxieme|2eme|2e|seconde) semaine(?: de| du| d)?|"
    r"(?:la )?(?:troisieme|3eme|3e) semaine(?: de| du| d)?|(?:la )?(?:derniere|4eme|quatrieme) semaine(?: de| du| d)?|tout debut|tout fin|toute fin|debut|debu|dbut|fin|fine|mi|milieu|moitie|courant|courrant|dans le courant|cours|premiers jours|derniers jours)"
)
_BETWEEN = r"(?: |-)*(?:de |du |d |des )?(?:le |la |l )?(?:mois (?:de |d |du )?)?"
_PART_OF_MONTH = re.compile(rf"(?:\b{_PART}{_BETWEEN})?\b{_MONTH}\b{_YEAR}")
_PART_OF_YEAR = re.compile(
    rf"(?:\b{_PART}(?: |-)*(?:de |d |en )?(?:l )?(?:annee )?)?(?<![\d/.\-])\b(?P<year>20\d\d|19\d\d)\b(?! ?(?:km|euros))"
)
_PART_DAYS = (("premiere quinzaine", 1), ("deuxieme quinzaine", 16), ("seconde quinzaine", 16), ("2eme quinzaine", 16), ("2nde quinzaine", 16), ("2e quinzaine", 16),
              ("premiere semaine", 1), ("1ere semaine", 1), ("1re semaine", 1), ("deuxieme semaine", 8), ("seconde semaine", 8), ("2eme semaine", 8), ("2e semaine", 8), ("troisieme semaine", 15),
              ("3eme semaine", 15), ("3e semaine", 15), ("derniere semaine", 24), ("quatrieme semaine", 22), ("4eme semaine", 22), ("derniers jours", 28), ("mi", 15), ("milieu", 15), ("moitie", 15))  # fmt: skip


def day_in_month(year: int, month: int, part: str | None) -> date:
    """Returns the day that a part of a month means: "debut" the 1st, "mi" the 15th, "fin" the last."""
    part = (part or "").removeprefix("la ")
    if re.match(r"(?:tout |toute )?fin", part):
        return last_of_month(year, month)
    for words, day in _PART_DAYS:
        if part == words or part.startswith(words + " "):
            return date(year, month, day)
    return date(year, month, 1)


def find_month(text: str, today: date) -> Found | None:
    """Returns the day of "mi-février", "fin mars 2027", "03/2027"; raises PastDate for a month of a year that is over."""
    found = _PART_OF_MONTH.search(text)
    if not found:
        numeric = _MONTH_YEAR.search(text)
        if not numeric or not 1 <= int(numeric["month"]) <= 12:
            return None
        return _month_found(int(numeric["month"]), full_year(numeric["year"], today), None, today, numeric)
    month = MONTHS.index(found["month"]) + 1
    year = found["year"] or _year_said(text, found.end(), today)
    return _month_found(month, full_year(year, today) if year else None, found["part"], today, found)


def _month_found(month: int, year: int | None, part: str | None, today: date, found: re.Match[str]) -> Found:
    is_whole = not part or bool(re.match(r"courr?ant|dans le courant|cours", part))
    wanted = year or today.year
    last = last_of_month(wanted, month)
    day = day_in_month(wanted, month, part)
    if (last if is_whole else day) < today:
        if year:
            raise PastDate(last if is_whole else day)
        last, day = last_of_month(wanted + 1, month), day_in_month(wanted + 1, month, part)
    return Found(max(day, today), last if is_whole else day, found.start(), found.end())


def with_month_of_year(text: str) -> str:
    """Returns a folded text in which the first or last weekday or week of a year is one of January or December."""
    return _OF_YEAR.sub(lambda said: f"{said['ranked']} de {'decembre' if said['last'] else 'janvier'}", text)


def find_ranked_weekday(text: str, today: date) -> Found | None:
    """Returns the day of "le premier lundi de décembre", the next one when no year is said."""
    following = MONTHS[today.month % 12]
    found = _RANKED_WEEKDAY.search(_NEXT_MONTH.sub(f"de {following}", text))
    if not found:
        return None
    month, weekday = MONTHS.index(found["month"]) + 1, WEEKDAYS.index(found["name"])
    for year in [full_year(found["year"], today)] if found["year"] else [today.year, today.year + 1]:
        days = [date(year, month, day) for day in range(1, last_of_month(year, month).day + 1)]
        fitting = [day for day in days if day.weekday() == weekday]
        day = fitting[-1 if found["rank"].startswith("der") else _RANKS[found["rank"]]]
        if day >= today:
            return Found(day, day, found.start(), found.end())
    raise PastDate(day)


def find_year(text: str, today: date) -> Found | None:
    """Returns the day of "début 2027", "en 2027", "fin 2026"; raises PastDate for a year that is over."""
    found = _PART_OF_YEAR.search(text)
    if not found:
        return None
    year = full_year(found["year"], today)
    part = found["part"] or ""
    day = (
        date(year, 12, 31)
        if "fin" in part
        else date(year, 7, 1)
        if part in {"mi", "milieu", "moitie"}
        else date(year, 1, 1)
    )
    last = date(year, 12, 31)
    if last < today:
        raise PastDate(last)
    return Found(max(day, today), last, found.start(), found.end())
