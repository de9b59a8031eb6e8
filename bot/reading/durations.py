"""Times counted from today: "dans 15 jours", "sous huitaine", "la semaine prochaine", "le mois prochain"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.reading.dates import Found, PastDate, add_months, full_year, last_of_month
from bot.reading.number_words import SMALL_NUMBER, number_of

_LONGEST_DAYS = 3660

_ADJECTIVE = r"(?:petits? |petites? |bons? |bonnes? |gros |grosses? |grands? |grandes? |longs? |longues? |autres? |prochain(?:e)?s? )?"
_DURATION = re.compile(
    rf"(?<![\w/])(?P<number>{SMALL_NUMBER})(?P<half>[.,]5)?(?: ?(?:a|ou|-|/|et|voire) ?(?P<to>{SMALL_NUMBER}))?[ -]?{_ADJECTIVE}"
    r"(?P<unit>jours?|jrs?|j|semaines?|sem|mois|moi|ans?|annees?|trimestres?|semestres?|heures?|h|quinzaines?|huitaines?|dizaines? de jours?|quinzaines? de jours?|douzaines? de jours?)\b"
    r"(?P<more> (?:et )?(?:demie?|1/2|et quelques))?"
)
_BARE_UNIT = re.compile(
    r"\b(?:sous|dans (?:la|une)|d ici(?: a)? (?:la|une)?|en|a|la|une) ?(?P<unit>huitaine|quinzaine)\b(?: de jours?)?(?! de (?:janv|fev|mars|avr|mai|juin|juil|aou|sept|oct|nov|dec))"
)
_AND = frozenset([" et ", " et encore ", " plus ", " + ", " "])
_FROM_DAY = re.compile(r"\bj ?[+-] ?(?P<days>\d{1,3})\b")
_NOT_A_WAIT = re.compile(
    r"(?:pendant|cdd de|cdi de|contrat de|contrats de|duree de|ages? de|age|bail de|stage de|mission de|periode de|cet?|du|au|a|sur) $"
)
_NOT_A_WAIT_AFTER = re.compile(r"^ (?:d experience|d anciennete|de cdd|d age|d etudes|par|de bac|de chomage)")


@dataclass(frozen=True, slots=True)
class Wait:
    """A duration that a text gives, with its place; `since` counts it from a day."""

    months: int
    days: int
    start: int
    end: int

    def since(self, day: date, *, back: bool = False) -> date:
        """Returns the day at the end of the wait; `back` counts backwards."""
        sign = -1 if back else 1
        return add_months(day, sign * self.months) + timedelta(days=sign * self.days)


def find_wait(text: str) -> Wait | None:
    """Returns the first duration of a text that can be a time to wait; a range counts from its shorter end."""
    return next(find_waits(text), None)


def find_waits(text: str) -> Iterator[Wait]:
    """Yields the durations of a text that can be times to wait, two joined ones as one ("un mois et dix jours")."""
    last: Wait | None = None
    for wait in _waits(text):
        if last and last.months and not last.days and not wait.months and text[last.end : wait.start] in _AND:
            last = Wait(last.months, wait.days, last.start, wait.end)
            continue
        if last:
            yield last
        last = wait
    if last:
        yield last
    elif counted := _FROM_DAY.search(text):
        yield Wait(0, int(counted["days"]), counted.start(), counted.end())
    elif bare := _BARE_UNIT.search(text):
        yield Wait(0, 15 if bare["unit"] == "quinzaine" else 8, bare.start(), bare.end())


def _waits(text: str) -> Iterator[Wait]:
    for found in _DURATION.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        if _NOT_A_WAIT.search(before) or _NOT_A_WAIT_AFTER.search(after):
            continue
        unit = found["unit"]
        if unit.startswith(("an", "annee")) and re.search(r"\b(?:j ai|ai|a) $", before):
            continue
        if unit in {"h", "heure", "heures"} and not re.search(r"\b(?:dans|sous|d ici)(?: les| a)? $", before):
            continue
        if (
            found["number"] in {"un", "une", "1"}
            and unit.startswith("jour")
            and not re.search(r"\b(?:dans|sous|d ici|apres) $", before)
        ):
            continue  # "un jour peut-être"
        number = number_of(found["number"])
        if number is None:
            continue
        wait = _wait(
            number,
            unit,
            bool(found["half"] or "demi" in (found["more"] or "") or "1/2" in (found["more"] or "")),
            found,
        )
        if wait.months * 31 + wait.days <= _LONGEST_DAYS:
            yield wait


def _wait(number: int, unit: str, half: bool, found: re.Match[str]) -> Wait:
    months = days = 0
    if unit.startswith(("mois", "moi")):
        months, days = number, 15 if half else 0
    elif unit.startswith("an"):
        months = 12 * number + (6 if half else 0)
    elif unit.startswith(("trimestre", "semestre")):
        months = number * (3 if unit[0] == "t" else 6)
    elif unit.startswith(("quinzaine", "huitaine", "dizaine", "douzaine")):
        days = number * {"q": 15, "h": 8, "d": 10}[unit[0]] + (2 if unit.startswith("douz") else 0)
    elif unit.startswith("h"):
        days = (number + 23) // 24 if number >= 24 else 0
    else:
        days = number * (7 if unit.startswith("s") else 1) + (4 if half and unit.startswith("s") else 0)
    return Wait(months, days, found.start(), found.end())


_NEXT = r"(?:prochaine?s?|qui vient|qui arrive|suivante?|d apres|pro|proch)"
_WEEK_PART = r"(?:(?P<part>debut|milieu|fin)(?: de)?(?: la)? )?"
_NEXT_WEEK = re.compile(rf"\b{_WEEK_PART}(?:la )?(?:semaine {_NEXT}|prochaine semaine)")
_THIS_WEEK = re.compile(r"\b(?:(?P<part>fin|milieu) (?:de|de la|de cette) semaine|(?:ce )?week ?-?end|ce we)\b")
_NEXT_MONTH = re.compile(
    rf"\b(?:(?P<part>debut|milieu|mi|fin|courant)(?: |-)*(?:du |de |le )?)?(?:le )?(?:mois {_NEXT}|prochain mois)"
)
_THIS_MONTH = re.compile(r"\b(?P<part>debut|fin|milieu|mi)(?: |-)*(?:du|de|de ce|de ce meme|ce)? ?mois\b(?! de)")
_NEXT_YEAR = re.compile(
    rf"\b(?:(?P<part>debut|milieu|mi|fin|courant)(?: |-)*(?:d|de|de l)? ?)?(?:l )?(?:annee {_NEXT}|an {_NEXT}|prochaine annee)|\bdebut (?:d|de l|de l nouvelle) ?annee"
)
_THIS_YEAR = re.compile(r"\b(?:fin d annee|fin de l annee|fin de cette annee|fin annee)\b")
_TOMORROW = re.compile(
    r"\b(?:(?P<after>apres|surlen)[ -]?)?(?:demain|lendemain)\b(?: en (?:(?P<eight>huit|8)|(?P<fifteen>quinze|15)))?"
)
_TODAY = re.compile(r"\b(?:aujourd hui|ce (?:jour|soir|matin|midi)|cet apres[ -]midi|tout a l heure)\b")
_PERIOD = re.compile(
    r"\b(?:(?P<part>debut|mi|milieu|courant|fin)(?: |-)*(?:du |de |d )?(?:le )?)?(?:(?P<number>[1-4]|premier|deuxieme|second|troisieme|quatrieme|dernier)(?: ?er| ?e| ?eme| ?nd)? (?P<kind>trimestre|semestre)|(?P<short>t[1-4]|q[1-4]|s[12]))\b(?: ?(?:de |d )?(?:l annee )?(?P<year>20\d\d|prochaine))?"
)
_NEXT_PERIOD = re.compile(rf"\b(?:(?P<kind>trimestre|semestre) {_NEXT}|prochain (?P<other>trimestre|semestre))")
_ORDINALS = {"premier": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4}


def find_relative(text: str, today: date) -> Found | None:
    """Returns the day of "demain", "la semaine prochaine", "fin du mois", "1er trimestre" and their like."""
    found = _TOMORROW.search(text)
    if found:
        more = 7 if found["eight"] else 14 if found["fifteen"] else 0
        day = today + timedelta(days=(2 if found["after"] else 1) + more)
        return Found(day, day, found.start(), found.end())
    for pattern, finder in (
        (_NEXT_WEEK, _next_week),
        (_THIS_WEEK, _this_week),
        (_NEXT_MONTH, _next_month),
        (_THIS_MONTH, _this_month),
        (_NEXT_YEAR, _next_year),
    ):
        if found := pattern.search(text):
            first, last = finder(found, today)
            return Found(first, last, found.start(), found.end())
    if found := _THIS_YEAR.search(text):
        return Found(date(today.year, 12, 31), date(today.year, 12, 31), found.start(), found.end())
    return _find_period(text, today)


def is_today(text: str) -> bool:
    """Returns whether a text names today."""
    return bool(_TODAY.search(text))


def _next_week(found: re.Match[str], today: date) -> tuple[date, date]:
    monday = today + timedelta(days=7 - today.weekday())
    first = monday + timedelta(days={"milieu": 2, "fin": 4}.get(found["part"] or "", 0))
    return first, monday + timedelta(days=6)


def _this_week(found: re.Match[str], today: date) -> tuple[date, date]:
    wanted = {"fin": 4, "milieu": 2}.get(found["part"] or "", 5)
    day = today + timedelta(days=(wanted - today.weekday()) % 7)
    return day, day


def _next_month(found: re.Match[str], today: date) -> tuple[date, date]:
    first = add_months(today.replace(day=1), 1)
    last = last_of_month(first.year, first.month)
    part = found["part"]
    return {"fin": last, "mi": first.replace(day=15), "milieu": first.replace(day=15)}.get(part or "", first), last


def _this_month(found: re.Match[str], today: date) -> tuple[date, date]:
    last = last_of_month(today.year, today.month)
    if found["part"] == "fin":
        return last, last
    if found["part"] == "debut":
        return (first := today if today.day == 1 else last + timedelta(days=1)), first
    middle = today.replace(day=15) if today.day <= 15 else add_months(today.replace(day=15), 1)
    return middle, middle


def _next_year(found: re.Match[str], today: date) -> tuple[date, date]:
    year = today.year + 1
    part = found["part"] or ""
    first = date(year, 12, 31) if part == "fin" else date(year, 7, 1) if part in {"mi", "milieu"} else date(year, 1, 1)
    return first, date(year, 12, 31)


def _find_period(text: str, today: date) -> Found | None:
    if found := _NEXT_PERIOD.search(text):
        length = 3 if (found["kind"] or found["other"]) == "trimestre" else 6
        start = date(today.year, (today.month - 1) // length * length + 1, 1)
        first = add_months(start, length)
        return Found(first, add_months(first, length) - timedelta(days=1), found.start(), found.end())
    found = _PERIOD.search(text)
    if not found:
        return None
    kind, written = (
        (found["kind"], found["number"])
        if found["kind"]
        else ("semestre" if found["short"][0] == "s" else "trimestre", found["short"][1])
    )
    length = 3 if kind == "trimestre" else 6
    number = 12 // length if written == "dernier" else _ORDINALS.get(written) or int(written)
    if number > 12 // length:
        return None
    said = found["year"]
    year = today.year + 1 if said == "prochaine" else full_year(said, today) if said else today.year
    first = date(year, (number - 1) * length + 1, 1)
    last = add_months(first, length) - timedelta(days=1)
    if last < today and said:
        raise PastDate(last)
    part = found["part"] or ""
    if last < today or (first < today and not said and part not in {"fin", "mi", "milieu"}):
        first, last = add_months(first, 12), add_months(last, 12)
    day = last if part == "fin" else first
    if part in {"mi", "milieu"}:
        day = add_months(first, length // 2) + timedelta(days=14 if length == 3 else 0)
        day, last = (add_months(day, 12), add_months(last, 12)) if day < today else (day, last)
    return Found(max(day, today), last, found.start(), found.end())
