"""Distances and durations in everyday French: "50 bornes", "une trentaine de km", "3/4 d'heure", "1h30"."""

import re
from dataclasses import dataclass

_UNITS = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
}  # fmt: skip
_TENS = {
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "huitante": 80,
    "octante": 80, "nonante": 90,
}  # fmt: skip
_ABOUT = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
}  # fmt: skip
_TEENS = frozenset(("dix", unit) for unit in ("sept", "huit", "neuf"))
_NUMERAL = "|".join([*_UNITS, *_TENS, "vingts", "cents?", "mille"])
_SPELT = re.compile(rf"\b(?:{_NUMERAL})(?:(?: |-)(?:et(?: |-)(?=une?\b|onze\b))?(?:{_NUMERAL}))*\b")
_ABOUT_SO_MANY = re.compile(rf"\b(?:(?:une|1|la|un) )?(?:({'|'.join(_ABOUT)})s?)(?: (?:de |d'))?")

_AMOUNT = r"(\d{1,4}(?:[.,]\d{1,2})?)"
_KM_UNIT = (
    r"(?:k\s?m?s?|klm|kil|kilo(?:metre|metres|meter|meters|s)?|kilom(?:e|é)tres?|km/?h?|bornes?|kilmetres?|kilometr)"
)
_BETWEEN = r"(?:-|–|/|a|ou|voire|et|,|jusqu'?a|jusque)"
_DISTANCE = re.compile(
    rf"(?<![\d.,]){_AMOUNT}\s*{_KM_UNIT}?\s*(?:{_BETWEEN}\s*(?:a\s*)?{_AMOUNT}\s*)?(?<=[\d\w\s]){_KM_UNIT}(?![a-z0-9])"
)
# "150 km voire 200", "40 km mini, 60 maxi": the second number has the unit of the first.
_AND_MORE = re.compile(
    rf"{_AMOUNT}\s*{_KM_UNIT}(?![a-z0-9])[^\d.;]{{0,20}}?(?:\b(?:voire|jusqu'?a|peut[- ]etre|ou|a|pousser|monter|aller)(?: (?:a|jusqu'?a|meme|bien|bon))?\s*{_AMOUNT}|\b{_AMOUNT}\s*(?:(?:au )?(?:grand )?max\w*|au (?:plus|mieux)|a la rigueur|si (?:besoin|necessaire|ca \w+|c'est \w+|je \w+|j'\w+|on \w+)|s'il le faut))(?!\s*(?:\d|h\b|min|mn|'|{_KM_UNIT}|ans\b|euros|%))"
)
# "10 km à vélo, 40 en voiture": the unit of the first.
_SAME_UNIT = re.compile(
    rf"(\d)\s*({_KM_UNIT}|min|mn|minutes?)(?![a-z0-9])([^\d;.]{{1,25}}?)\b(\d{{1,3}})(?= (?:en|a|avec|par)(?: (?:le|la|ma|mon))? (?:bus|car|train|ter|velo|voiture|bagnole|caisse|auto|moto|scooter|pied|metro|tram|transports?|trottinette)\b)"
)
# "km : 30", "kilomètres trente".
_UNIT_FIRST = re.compile(
    r"\A\W*(?:rayon (?:en )?)?(km|kms|kilometres?|bornes)\s*:?\s*(\d{1,3})\b(?!\s*(?:[.,]\d|km|bornes|kilo))"
)
_METRES = re.compile(r"(?<![\d.,])(\d{2,5})\s*(?:m|metres?)(?![a-z0-9])")
_HOURS = re.compile(
    r"(?<![\d.,])(\d{1,2})(?:[.,](\d))?\s*(?:(?:petite|grosse|bonne)s?\s)?(?:h|hr|heures?)(?![a-z])\s*(?:(\d{1,2})(?!\s*/|\d|\s*(?:h|heures?)(?![a-z]))|(et demie?|1/2)|(et quart))?"
)
LONGEST_TRIP = 300  # minutes; a longer "16h30" is a time of day
_OF_THE_DAY = re.compile(r" ?(?:du (?:matin|soir)|de l'apres[- ]midi|pile\b|precises?\b|tapantes?\b)")
_BY_THE_CLOCK = re.compile(
    r"\b(?:embauch|debauch|commenc|fini|termin|recuper|cherch|sois|soit|suis|etre|rentr|revien|reven|depos|sors|sort|part|pars|lev|ferm|ouvr|pris|ecole|creche|nounou|nourrice|garderie|infirmiere|rendez)[a-z]*\b"
    r"[^,;.]*\b(?:a|vers|avant|apres|des|pour|jusqu'a|depuis)(?: (?:environ|peu pres))? ?\Z"
)
_OF_A_TRIP = re.compile(r" ?(?:d'|(?:de|en|a|par|max\w*|maxi|grand|pas plus|aller|pour)\b)")
# Of "à cent lieues de" nothing is counted.
_LEAGUES = re.compile(r"(?<![\d.,])(\d{1,2}) ?lieues?\b")
_KM_IN_LEAGUE = 4
_HOUR_TENTHS = 6  # minutes in a tenth of an hour
_MINUTES = re.compile(
    rf"(?<![\d.,])(\d{{1,3}})\s*(?:(?:min|mn|minutes?)?\s*{_BETWEEN}\s*(\d{{1,3}})\s*)?(?:min|mins|mn|mns|minutes?|minuttes?|')(?![a-z])"
)
_FRACTIONS = (
    (re.compile(r"(?:\b3 ?/ ?4|\b3 quarts?|\btrois[ -]quarts?) ?(?:d'?|de |d )? ?(?:h|heures?)\b"), 45),
    (re.compile(r"(?:\b1 ?/ ?2|\bdemie?s?)[ -]?(?:d'?|de |d )? ?(?:h|heures?)\b|(?:1|une?) demie?[ -]heure"), 30),
    (re.compile(r"(?:\b1 ?/ ?4|\bquart) ?(?:d'?|de |d )? ?(?:h|heures?)\b"), 15),
)


_UNIT = re.compile(r"\d\s*(km|kms|kilom[eè]tres?|bornes?|minutes?|min|mn|heures?|h)\b", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"(?<![\d/.,])\b(\d{1,3})\b(?!\s*(?:[/.,]\d|k|b|m(?!ax)|h|°|%))", re.IGNORECASE)


def with_unit_of(head: str, tail: str) -> str:
    """Returns the end of an answer with the unit of its beginning behind a bare number ("30 km, non 40")."""
    tail = figures(tail)
    unit = _UNIT.search(figures(head))
    if not unit or _UNIT.search(tail):
        return tail
    return _BARE_NUMBER.sub(rf"\1 {unit[1]}", tail, count=1)


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a text says of distance (kilometres) and travel time (minutes), and the text without it."""

    km: float | int | None
    minutes: int | None
    rest: str


def _numbers(words: list[str]) -> list[list[str]]:
    """Splits a run of numerals where a new number begins ("trente trente cinq" is 30 and 35)."""
    runs: list[list[str]] = []
    for word in words:
        last = runs[-1][-1] if runs else ""
        tens_again = word in _TENS and last in (_TENS | _UNITS) and not (word == "vingt" and last == "quatre")
        unit_again = word in _UNITS and last in _UNITS and (last, word) not in _TEENS
        if not runs or (last != "et" and (tens_again or unit_again)):
            runs.append([word])
        else:
            runs[-1].append(word)
    return runs


def _value(words: list[str]) -> int:
    """Returns the number that French numerals spell, "quatre vingt dix" included."""
    total = part = 0
    for word in words:
        if word in _UNITS:
            part += _UNITS[word]
        elif word in ("vingt", "vingts") and part % 100 == 4:
            part += 76
        elif word in _TENS or word == "vingts":
            part += _TENS.get(word, 20)
        elif word in ("cent", "cents"):
            part = (part or 1) * 100
        elif word == "mille":
            total, part = (part or 1) * 1000, 0
    return total + part


def figures(text: str) -> str:
    """Returns a folded text with its numerals in figures ("trente cinq km" → "35 km")."""
    text = re.sub(r"(?:\bune )?\b(\d+) ?(?:e|n)?aine\b(?: de| d')?", r"\1", text)
    text = _ABOUT_SO_MANY.sub(lambda found: f"{_ABOUT[found[1]]} ", text)
    return _SPELT.sub(lambda found: " ".join(str(_value(run)) for run in _numbers(re.split(r"[ -]", found[0]))), text)


def _number(text: str) -> float | int:
    number = float(text.replace(",", "."))
    return int(number) if number.is_integer() else number


def _hours(found: re.Match[str]) -> int:
    minutes = int(found[1]) * 60 + int(found[2] or 0) * _HOUR_TENTHS + int(found[3] or 0)
    return minutes + (30 if found[4] else 15 if found[5] else 0)


def _is_time_of_day(hours: re.Match[str], text: str) -> bool:
    """Tells a time ("je dois être là à 16h30", "j'embauche à 5h") from a duration ("à 1h de chez moi")."""
    before, after = text[: hours.start()], text[hours.end() :]
    if _hours(hours) > LONGEST_TRIP or _OF_THE_DAY.match(after):
        return True
    return _BY_THE_CLOCK.search(before) is not None and not _OF_A_TRIP.match(after)


def read_amounts(text: str) -> Amounts:
    """Reads the widest distance and the longest duration out of a folded text; "30-40 km" is 40, the stated limit."""
    text = _SAME_UNIT.sub(r"\1 \2\3\4 \2", _UNIT_FIRST.sub(r"\2 \1", figures(text)))
    text = _LEAGUES.sub(lambda found: f"{int(found[1]) * _KM_IN_LEAGUE} km", text)
    minutes: list[int] = []
    for pattern, value in _FRACTIONS:
        text, count = pattern.subn(" ", text)
        minutes += [value] * (count > 0)
    kilometres: list[float | int] = []
    for found in _DISTANCE.finditer(text):
        kilometres += [_number(group) for group in found.groups() if group]
    for found in _AND_MORE.finditer(text):
        kilometres += [_number(group) for group in found.groups() if group]
    text = _DISTANCE.sub(" ", _AND_MORE.sub(" ", text))
    if not kilometres:
        kilometres += [_number(found[1]) / 1000 for found in _METRES.finditer(text)]
        text = _METRES.sub(" ", text)
    for found in _MINUTES.finditer(text):
        if not re.search(r"\d\s*h\s*\Z", text[: found.start()]):
            minutes += [int(group) for group in found.groups() if group]
    hours = list(_HOURS.finditer(text))
    trips = [found for found in hours if not _is_time_of_day(found, text)]
    if not trips and not minutes and not kilometres:
        trips = hours
    if trips:
        minutes = [*map(_hours, trips)]
    text = _HOURS.sub(" ", text)
    text = _MINUTES.sub(" ", text)
    return Amounts(max(kilometres, default=None), max(minutes, default=None), text)
