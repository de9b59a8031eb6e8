"""Days that follow from others: a resignation and its notice, the end of a contract and a rest, "not this week, the next"."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.reading.dates import (
    Found,
    NoSuchDay,
    PastDate,
    TooFar,
    add_months,
    find_day_of_month,
    find_full_date,
    find_month,
)
from bot.reading.durations import Wait, find_relative, find_waits, is_today
from bot.reading.feast_dates import find_feast
from bot.reading.month_words import WEEKDAYS
from bot.reading.weeks import find_week, find_weekday

_DAY = timedelta(days=1)
_LONG_AGO = 200 * _DAY  # "j'ai démissionné le 10 novembre", said in December, was not next November
_FINDERS: tuple[Callable[[str, date], Found | None], ...] = (
    find_full_date,
    find_feast,
    find_month,
    find_week,
    find_day_of_month,
    find_weekday,
    find_relative,
)

_NOTICE = re.compile(r"\bpreavis\b")
_NOTICE_OVER = re.compile(
    r"\bpreavis\b[^,;.]{0,25}\b(?:fini\w*|termine\w*|acheve\w*|prend fin|jusqu\w*|tombe|expire|jusque)\b"
)
_RESIGNS = re.compile(
    r"\b(?:demission\w*|dem|rupture|rom[ps]\w*|lettre|previens|prevenu|prevenir|notifi\w*|annonce\w*|pose|depose|donne)\b|\bpreavis\b[^,;.]{0,20}\b(?:commence|demarre|debute|court|part)\b"
    r"|\b(?:a partir|a compter|a dater|a partir) d\w*|\bdes (?:le|lundi|mardi|mercredi|jeudi|vendredi|demain|la semaine)\b"
)
_RESIGNED = re.compile(
    r"\b(?:ai|a ete|est|avoir|ayant) (?:deja |bien )?(?:demissionne|donne|pose|depose|envoye|annonce|prevenu|remis|notifie|rompu|commence|demarre|debute)\w*"
    r"|\b(?:demission|dem|lettre)\b[^,;.]{0,15}\b(?:envoyee?|donnee?|posee?|deposee?|remise?|faite?)\b"
)
_FREE_THEN = re.compile(r"\b(?:dispo\w*|libre|commencer|demarrer|debuter|operationnel\w*)\b[^,;.]{0,20}\Z")
_AFTER_HAVING = re.compile(r"^ apres (?:(?:avoir|etre|ma|la|le|mon|qu|que|j|je|l)\b ?)(?:[a-z]+ ?){0,5}\Z")
_GONE = re.compile(
    rf"\b(?:(?P<before>avant )?(?P<near>hier)|(?:la )?(?P<week>semaine) (?:derniere|passee)|(?:le )?(?P<month>mois) (?:dernier|passe)|(?P<name>{'|'.join(WEEKDAYS)}) (?:dernier|passe))\b"
)
_ENDS = re.compile(
    r"\b(?:cdd|cdi|contrat\w*|mission\w*|stage|interim|formation|alternance|apprentissage|service civique|emploi|poste|boulot|job|travail|taf|saison|these|conges?|arret|periode|master|etudes|cours|exam\w*|partiels|"
    r"fini\w*|termine\w*|arrete\w*|acheve\w*|quitte\w*|jusqu\w*|rentre\w*|reviens|retour|accouche\w*|remplacante?|successeur|releve|operation|vacances|mariage|demenage\w*)\b"
)
_THEN = re.compile(
    r"\b(?:puis|ensuite|apres|ajoute[rz]?|rajoute[rz]?|comptez?|compter|plus|et je (?:veux|prends|voudrais|compte|souhaite|me|m|pose|prendrai|pars)|et il me faut|et j ai besoin|je (?:lui|leur) \w+|je (?:souffle|respire|me repose|coupe|decompresse|pars|prends|fais une pause))\b|\+"
)
_REST = re.compile(
    r"^(?: (?:de|d|des|mes|pour|a|me|m|un|une|peu|bien|meritee?s?|vraies?|petites?|petits?))*(?: (?:vacances|conges?|repos|pause|break|coupure|battement|off|souffler|respirer|reposer|recuperer|demenager|organiser|installer|retourner|plus|supplementaires?|rab|marge|apres|plus tard|ensuite|transition))\b"
)
_NOT_COUNTED = re.compile(r"\b(?:dans|d ici|sous|depuis|il y a|pendant|cdd de|contrat de|stage de) (?:environ |a )?\Z")

_UNIT = rf"(?P<unit>fin d(?:e)? semaine|semaine|week ?-? ?end|we|mois|annee|an|{'|'.join(WEEKDAYS)})"
_NOT_BUT_NEXT = re.compile(
    rf"\b(?:pas|ni) (?:(?:en|a|pour|des|au|ce|cette|la|le|l|du|de) )*(?P<first>prochaine? )?{_UNIT}(?P<coming>(?: ci)?(?: (?:qui vient|qui arrive|prochaine?|pro))*)(?P<skipped>,? ni (?:la|le) (?:prochaine?|suivante?))?[ ,;.]*"
    r"(?:(?:mais|plutot|non|c est|a|pour|des|en|alors|seulement|donc|sinon|et|oui) ?,? ?)*"
    r"(?:(?:la|le|l|celle|celui) (?:\w+ )?(?P<after>d apres|qui suit|suivante?|apres|juste apres)|l (?P<other>autre)(?: d apres| apres)?|(?:la|le|celle|celui) (?P<next>prochaine?|qui vient))\b"
)


def find_consequence(words: str, today: date) -> date | None:
    """Returns the day that follows from another one named in a folded text; None when a text tells nothing of the kind.

    Read are the end of a notice that is counted from the resignation, the end of a rest after a contract, and the
    week, month or weekday after one that is denied.
    """
    for wait in find_waits(words):
        day = _after_notice(words, wait, today) or _after_rest(words, wait, today)
        if day is not None:
            return max(day, today)
    return _next_of_denied(words, today)


def _after_notice(words: str, wait: Wait, today: date) -> date | None:
    """Reads "deux mois de préavis, je démissionne le 1er décembre", "préavis de 3 semaines à partir de lundi"."""
    rest = words[: wait.start] + " , " + " " * (wait.end - wait.start) + words[wait.end :]
    found = _named_day(rest, today)
    has_notice = bool(_NOTICE.search(words)) and not _NOTICE_OVER.search(words)
    is_after = found is not None and bool(_AFTER_HAVING.match(rest[wait.end + 3 : found.start]))
    if not (has_notice or is_after) or not _RESIGNS.search(words):
        return None
    has_resigned = bool(_RESIGNED.search(rest))
    if has_resigned and (gone := _GONE.search(rest)):
        return wait.since(_gone_day(gone, today))
    if found is None:
        return wait.since(today) if is_today(rest) else None
    if _FREE_THEN.search(rest[: found.start]):
        return None
    is_long_ago = has_resigned and found.day - today > _LONG_AGO
    return wait.since(add_months(found.day, -12) if is_long_ago else found.day)


def _gone_day(gone: re.Match[str], today: date) -> date:
    if gone["near"]:
        return today - (2 if gone["before"] else 1) * _DAY
    if gone["name"]:
        return today - ((today.weekday() - WEEKDAYS.index(gone["name"]) - 1) % 7 + 1) * _DAY
    return add_months(today, -1) if gone["month"] else today - 7 * _DAY


def _after_rest(words: str, wait: Wait, today: date) -> date | None:
    """Reads "mon CDD finit le 15 janvier et je veux 2 semaines de vacances après"."""
    before, after = words[: wait.start], words[wait.end :]
    found = _named_day(before, today)
    if found is None or not _ENDS.search(before) or _NOT_COUNTED.search(before) or "preavis" in after[:15]:
        return None
    if not (_THEN.search(before, found.end) or _REST.match(after)):
        return None
    return wait.since(found.last)


def _named_day(words: str, today: date) -> Found | None:
    """Returns the first day that a text names in any way, numbers first; None for one that is over or does not exist."""
    try:
        full = find_full_date(words, today)
        found = [hit for find in _FINDERS[1:] if (hit := find(words, today)) is not None]
    except (NoSuchDay, PastDate, TooFar):
        return None
    return full or min(found, key=lambda hit: hit.start, default=None)


def _next_of_denied(words: str, today: date) -> date | None:
    """Reads "pas la semaine prochaine, celle d'après", "pas ce mois-ci, le suivant"."""
    found = _NOT_BUT_NEXT.search(words)
    if found is None:
        return None
    unit = found["unit"]
    is_coming = bool(found["coming"].replace(" ci", "").strip() or found["first"])
    more = 2 if found["skipped"] else 1
    if unit == "mois":
        return add_months(today.replace(day=1), more + is_coming)
    if unit.startswith("an"):
        return date(today.year + more + is_coming, 1, 1)
    if unit == "semaine":
        return today + (7 * (more + is_coming) - today.weekday()) * _DAY
    wanted = WEEKDAYS.index(unit) if unit in WEEKDAYS else 5
    return today + ((wanted - today.weekday() - 1) % 7 + 1 + 7 * more) * _DAY
