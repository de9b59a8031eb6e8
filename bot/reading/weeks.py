"""Weeks and weekdays: "semaine 12", "lundi en huit", "mardi de la semaine prochaine"."""

import re
from datetime import date, timedelta

from bot.reading.dates import Found, NoSuchDay, PastDate, add_months
from bot.reading.month_words import WEEKDAYS

_WEEK = re.compile(
    r"\b(?:semaine\.?|sem\.?|(?<!fin )(?<!mi )(?<!mi-)(?<!debut )(?<!milieu )(?<!courant )(?<!fin de )(?<!fin du )(?<!debut du )s) ?(?:numero |n ?°? ?)?(?P<week>[1-5]?\d)\b(?! ?(?:jours?|mois|semaines?|/))(?: (?:de )?(?P<year>20\d\d))?"
)
_WEEKDAY = re.compile(
    rf"(?<!\w)(?P<before>(?:le|les|tous les|chaque|du) )?(?P<name>{'|'.join(WEEKDAYS)})(?P<more>s? (?:au|a) (?:{'|'.join(WEEKDAYS)})|s\b)?(?P<after>(?: (?:prochain|qui vient|suivant))? (?:en huit|en 8|en quinze|en 15|de la semaine prochaine|de la semaine d apres|semaine prochaine|prochain|qui vient))?"
)


# "dès la semaine qui vient, mercredi si possible".
_IN_NEXT_WEEK = re.compile(
    r"\bsemaine (?:prochaine|qui vient|qui arrive|pro)[ ,;.(-]+(?:(?:le|plutot|disons|vers|soit|a partir du|des|du) )*$"
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
        elif "semaine" in after or _IN_NEXT_WEEK.search(text[: found.start()]):
            day = today + timedelta(days=7 - today.weekday() + wanted)
        return Found(day, day, found.start(), found.end())
    return None


_NEXT = r"(?:d apres|suivant|suivante|qui suit|apres)"
_FOLLOWING = re.compile(
    rf"\b(?:(?P<day>(?:sur)?lendemain)(?! d[eu]s?\b)|(?P<next>jour {_NEXT})|(?P<name>{'|'.join(WEEKDAYS)}) (?:{_NEXT}|juste apres)|(?P<week>semaine {_NEXT})|(?P<month>mois {_NEXT})|(?:juste|directement|immediatement|aussitot|tout de suite|de suite) (?P<after>apres)\b(?! \w)|(?:apres|ensuite|puis)(?: ca)? (?P<free>c est (?:bon|ok|libre|parti|quand)|ca (?:va|roule|marche|joue)|je (?:suis|serai|peux)|dispo\w*|libre)|(?<!ou )(?P<then>apres|ensuite)[ .!]*\Z)"
)
_WEEKDAY_AFTER = re.compile(
    rf"\b(?P<name>{'|'.join(WEEKDAYS)}) (?P<side>d apres|apres|qui suit|suivant|avant|d avant|qui precede)(?: (?:le|la|les|l))* ?$"
)
# "je termine vendredi, lundi je suis là".
_ENDS_BEFORE = re.compile(r"\b(?:fini\w*|termin\w*|arret\w*|quitt\w*|jusqu\w*|rentr\w*|dernier jour|pars)\b[^,;.]*$")
_NEXT_WEEKDAY = re.compile(
    rf"^ ?[,;.]? ?(?:et |puis |alors |donc |du coup |dispo\w* |libre )*(?:des |le |pour )?(?P<name>{'|'.join(WEEKDAYS)})\b(?! (?:dernier|passe|\d))"
)


def ends_on_weekday(text: str) -> bool:
    """Returns whether a text gives the weekday on which something ends, then the one after ("je finis jeudi, vendredi je suis libre")."""
    return any(
        _ENDS_BEFORE.search(text[: found.start()]) and _NEXT_WEEKDAY.match(text[found.end() :])
        for found in _WEEKDAY.finditer(text)
    )


_MORROW = re.compile(r"\bsurlendemain (?:de |du |d )(?:la |le |l )?$")
_EVE = re.compile(r"\b(?P<far>avant )?veille (?:de |du |d )(?:la |le |l )?$")


def find_following(text: str, found: Found) -> date | None:
    """Returns the day counted from another: "je finis le 18, libre le lendemain", "le lundi après Pâques", "la veille de Noël"."""
    day = timedelta(days=1)
    before, after = text[: found.start], text[found.end :]
    if eve := _EVE.search(before):
        return found.day - (2 if eve["far"] else 1) * day
    if _MORROW.search(before):
        return found.last + 2 * day
    if beside := _WEEKDAY_AFTER.search(before):
        wanted = WEEKDAYS.index(beside["name"])
        if "avant" in beside["side"] or "precede" in beside["side"]:
            return found.day - ((found.day.weekday() - wanted - 1) % 7 + 1) * day
        return found.last + ((wanted - found.last.weekday() - 1) % 7 + 1) * day
    then = _FOLLOWING.search(after)
    is_named = then is not None and then["name"]  # "je finis le 18, dimanche je voyage, lundi d'après je peux"
    if not is_named and (weekday := _NEXT_WEEKDAY.match(after)) and _ENDS_BEFORE.search(before):
        return found.last + ((WEEKDAYS.index(weekday["name"]) - found.last.weekday() - 1) % 7 + 1) * day
    if then is None:
        return None
    if then["day"]:
        return found.last + (2 if then["day"].startswith("sur") else 1) * day
    if then["name"]:
        return found.last + ((WEEKDAYS.index(then["name"]) - found.last.weekday() - 1) % 7 + 1) * day
    if then["week"]:
        return found.last + (7 - found.last.weekday()) * day
    if then["month"]:
        return add_months(found.last.replace(day=1), 1)
    return found.last + day


def is_following(text: str) -> bool:
    """Returns whether a text gives a day counted from another that it does not name."""
    return bool(_FOLLOWING.search(text))
