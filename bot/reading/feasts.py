"""Feasts, seasons and school holidays, by which people in France date things."""

from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)

# First day of Ramadan (forecast by the Umm al-Qura calendar); Aïd el-Fitr is about 30 days on, Aïd el-Adha 98.
_RAMADAN = {
    2024: date(2024, 3, 11), 2025: date(2025, 3, 1), 2026: date(2026, 2, 18), 2027: date(2027, 2, 8), 2028: date(2028, 1, 28), 2029: date(2029, 1, 16),
}  # fmt: skip
_EID_FITR = {2024: date(2024, 4, 10), 2025: date(2025, 3, 30), 2026: date(2026, 3, 20), 2027: date(2027, 3, 9), 2028: date(2028, 2, 26), 2029: date(2029, 2, 14)}  # fmt: skip
_EID_ADHA = {2024: date(2024, 6, 16), 2025: date(2025, 6, 6), 2026: date(2026, 5, 27), 2027: date(2027, 5, 16), 2028: date(2028, 5, 5), 2029: date(2029, 4, 24)}  # fmt: skip

_FIXED = {
    "new_year": (1, 1), "epiphany": (1, 6), "candlemas": (2, 2), "valentine": (2, 14), "women": (3, 8), "labour": (5, 1), "victory": (5, 8), "music": (6, 21),
    "saint_jean": (6, 24), "national": (7, 14), "assumption": (8, 15), "back_to_school": (9, 1), "halloween": (10, 31), "all_saints": (11, 1), "armistice": (11, 11),
    "saint_nicolas": (12, 6), "christmas": (12, 25), "saint_sylvestre": (12, 31), "year_end_feasts": (12, 24), "january_return": (1, 4), "school_end": (7, 4),
}  # fmt: skip
_FROM_EASTER = {
    "easter": 0,
    "easter_monday": 1,
    "ascension": 39,
    "pentecost": 49,
    "pentecost_monday": 50,
    "ascension_bridge": 40,
    "mardi_gras": -47,
    "ash_wednesday": -46,
    "good_friday": -2,
    "palms": -7,
}
_LAST_DAY = {"year_end_feasts": (1, 1), "christmas": (12, 25)}

# Approximate: the three zones differ by two weeks and the ministry sets the days of each year.
_HOLIDAYS = {
    "all_saints_holidays": ((10, 18), (11, 2)), "christmas_holidays": ((12, 19), (1, 3)), "winter_holidays": ((2, 13), (3, 7)),
    "spring_holidays": ((4, 10), (5, 2)), "summer_holidays": ((7, 4), (8, 31)),
}  # fmt: skip
# By zone (A, B, C), first Saturday and last Sunday, from the ministry's calendars of 2025-2026 and 2026-2027.
_BY_ZONE = {
    ("winter_holidays", 2026): {"a": ((2, 7), (2, 22)), "b": ((2, 14), (3, 1)), "c": ((2, 21), (3, 8))},
    ("spring_holidays", 2026): {"a": ((4, 4), (4, 19)), "b": ((4, 11), (4, 26)), "c": ((4, 18), (5, 3))},
    ("winter_holidays", 2027): {"a": ((2, 13), (2, 28)), "b": ((2, 20), (3, 7)), "c": ((2, 6), (2, 21))},
    ("spring_holidays", 2027): {"a": ((4, 10), (4, 25)), "b": ((4, 17), (5, 2)), "c": ((4, 3), (4, 18))},
}  # fmt: skip
_SEASONS = {
    "spring": ((3, 20), (6, 20)),
    "summer": ((6, 21), (9, 21)),
    "autumn": ((9, 22), (12, 20)),
    "winter": ((12, 21), (3, 19)),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A time with its first and last day."""

    first: date
    last: date


def easter(year: int) -> date:
    """Returns Easter Sunday of a year (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def span_in(name: str, year: int) -> Span | None:
    """Returns a feast, holiday or season that begins in a year; None when its date is not known."""
    if name in _FIXED:
        first = date(year, *_FIXED[name])
        month, day = _LAST_DAY.get(name, _FIXED[name])
        return Span(first, date(year + (month < first.month), month, day))
    if name in _FROM_EASTER:
        day_of = easter(year) + _FROM_EASTER[name] * _DAY
        return Span(day_of, day_of)
    if name in _HOLIDAYS or name in _SEASONS:
        start, end = (_HOLIDAYS | _SEASONS)[name]
        return Span(date(year, *start), date(year + (end < start), *end))
    first_day = {"ramadan": _RAMADAN, "eid_fitr": _EID_FITR, "eid_adha": _EID_ADHA}[name].get(year)
    if first_day is None:
        return None
    return Span(first_day, _EID_FITR[year] - _DAY if name == "ramadan" else first_day)


def in_zone(name: str, span: Span, zone: str) -> Span:
    """Returns the holidays of one school zone ("a", "b" or "c"); the span itself where zones do not differ or are not known."""
    days = _BY_ZONE.get((name, span.first.year), {}).get(zone)
    if days is None:
        return span
    return Span(date(span.first.year, *days[0]), date(span.first.year, *days[1]))


def next_span(name: str, today: date) -> Span | None:
    """Returns the feast, holiday or season that is on or comes next."""
    for year in range(max(today.year - 1, 1), min(today.year + 3, 9998)):
        span = span_in(name, year)
        if span and span.last >= today:
            return span
    return None


# Names as people write them, unaccented; longer ones first where one holds the other.
FEASTS = (
    (r"vacances? (?:scolaires? )?(?:de |d |du )?(?:la )?toussaint", "all_saints_holidays"), (r"vacances? (?:scolaires? )?(?:de )?noel|conges? de noel|treve de noel", "christmas_holidays"),
    (r"vacances? (?:scolaires? )?(?:d hiver|de fevrier|de ski)", "winter_holidays"), (r"vacances? (?:scolaires? )?(?:de |du )(?:paques|printemps|avril)", "spring_holidays"),
    (r"(?:grandes vacances|vacances? (?:scolaires? )?(?:d ete|de l ete|estivales?|de juillet|d aout))|conges? d ete", "summer_holidays"),
    (r"fetes de fin d annee|fin d annee et les fetes|les fetes|aux fetes|des fetes", "year_end_feasts"), (r"lundi de (?:la )?pentec[oa]te", "pentecost_monday"), (r"pont de l ascension", "ascension_bridge"), (r"lundi de paques", "easter_monday"), (r"noel|nowel|christmas", "christmas"),
    (r"toussain(?:t|ts)?|toussin", "all_saints"), (r"jour de l an|nouvel an|nouvelle annee|1er de l an|premier de l an", "new_year"), (r"saint sylvestre|st sylvestre|reveillon", "saint_sylvestre"),
    (r"epiphanie|fete des rois", "epiphany"), (r"chandeleur", "candlemas"), (r"(?:saint|st) valentin", "valentine"), (r"mardi gras|carnaval", "mardi_gras"), (r"mercredi des cendres|les cendres", "ash_wednesday"), (r"jeudi de l ascension", "ascension"), (r"jeudi saint", "good_friday"), (r"vendredi saint", "good_friday"),
    (r"rameaux", "palms"), (r"paques?", "easter"), (r"ascension", "ascension"), (r"pentec[oa]te", "pentecost"), (r"fete du travail|fete du muguet", "labour"),
    (r"fete de la musique", "music"), (r"fete nationale", "national"), (r"assomption", "assumption"), (r"halloween", "halloween"), (r"armistice", "armistice"), (r"(?:saint|st) nicolas", "saint_nicolas"),
    (r"(?:saint|st) jean", "saint_jean"), (r"ramadan|ramadam|ramdan|careme musulman", "ramadan"),
    (r"aid (?:el |al )?(?:kebir|adha|kbir)|fete du mouton|grande fete|tabaski", "eid_adha"), (r"aid(?: (?:el |al )?(?:fitr|fetr|sghir|seghir))?|korite", "eid_fitr"),
    (r"(?:rentree|reprise)(?: scolaire| des cours| des classes)? (?:de |en )janvier|rentree (?:apres |d apres )(?:noel|les fetes|les vacances de noel)", "january_return"),
    (r"fin (?:de |d )(?:l )?annee scolaire|fin (?:des cours|des classes|de l ecole|du lycee|du college)|sortie des classes|(?:quand |des que |lorsque |une fois que )?(?:les |l )?ecoles? (?:ferm\w*|s arrete\w*|finit|finissent|(?:est|sont|sera|seront) (?:fini|ferme|termine)\w*)(?: pour (?:l ete|les grandes vacances))?|(?:quand|des que|lorsque|une fois que|apres que) (?:l ecole (?:est|sera|aura) (?:finie?|terminee?|ferme\w*)|(?:\w+ ){1,3}(?:auront|ont|aura) (?:fini|termine) (?:l ecole|les cours|la classe|l annee scolaire)|(?:\w+ )?(?:cours|classes) (?:seront|sont|auront) (?:finis|termines|fini|terminees))", "school_end"),
    (r"rentree(?: (?:scolaire|de septembre|prochaine|des classes|universitaire))?(?! (?:de (?:janvier|fevrier|mars|avril|mai|novembre)|des? (?:vacances|conges|fetes)|apres|d apres))", "back_to_school"),
    (r"(?:l |cet |en |d |mi |debut |fin |plein |apres |avant |pour |prochain )ete\b(?! prochaine| licenci| embauch| au | en )|^ete\b|\bete (?=20\d\d)", "summer"), (r"printemps|printemp", "spring"), (r"automne|autonne", "autumn"), (r"hiver|hivers", "winter"),
)  # fmt: skip
