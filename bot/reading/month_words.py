"""Names of months and weekdays, mistyped and abbreviated ones included."""

import re

from rapidfuzz.distance import OSA

MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

_MONTH_SHORT = {
    "janv": 1, "jan": 1, "janvie": 1, "fev": 2, "fevr": 2, "mar": 3, "avr": 4, "juill": 7, "juil": 7, "jul": 7, "aou": 8, "aoute": 8, "ao": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
# The same in the languages that learners write in, in the order of the year and of the week.
_FOREIGN_MONTHS = (
    "january enero gennaio janeiro januar", "february febrero febbraio fevereiro februar", "march marzo marco marz maerz", "april abril aprile", "may mayo maggio maio",
    "june junio giugno junho juni", "july julio luglio julho juli", "august agosto", "september septiembre settembre setembro", "october octubre ottobre outubro oktober",
    "november noviembre novembro", "december diciembre dicembre dezembro dezember",
)  # fmt: skip
_FOREIGN_WEEKDAYS = (
    "monday lunes lunedi segunda montag", "tuesday martes martedi dienstag", "wednesday miercoles mercoledi mittwoch", "thursday jueves giovedi donnerstag",
    "friday viernes venerdi freitag", "saturday sabado sabato samstag", "sunday domingo domenica sonntag",
)  # fmt: skip
_FOREIGN = {
    word: name
    for names, spellings in ((MONTHS, _FOREIGN_MONTHS), (WEEKDAYS, _FOREIGN_WEEKDAYS))
    for name, words in zip(names, spellings, strict=True)
    for word in words.split()
}

# Words within a slip of a month's or weekday's name that are other words.
_OTHER_WORDS = frozenset(
    [
        "avoir",
        "jamais",
        "maire",
        "juste",
        "jeune",
        "devrai",
        "demain",
        "dimension",
        "octave",
        "jardin",
        "vendre",
        "vendu",
        "vendue",
        "vendus",
        "mardis",
        "mairie",
        "juive",
    ]
)
_TOKEN = re.compile(r"[a-z]+")


# Numbers written by ear, read as such before the name of a month only.
_NUMBERS = {
    "deu": 2, "troi": 3, "catre": 4, "katre": 4, "quat": 4, "cinc": 5, "cink": 5, "sinq": 5, "sink": 5, "sis": 6, "cet": 7, "uit": 8, "wit": 8, "nef": 9, "dis": 10, "onz": 11, "douz": 12,
    "trez": 13, "treiz": 13, "katorz": 14, "quatorz": 14, "kinz": 15, "quinz": 15, "sez": 16, "seiz": 16, "vin": 20, "vint": 20, "trent": 30,
}  # fmt: skip
_NUMBER = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})(?= (?:{'|'.join(MONTHS)})\b)")


def spell_right(text: str) -> str:
    """Returns a folded text with abbreviated and mistyped months and weekdays written out ("fevrié" → "fevrier")."""
    right = _TOKEN.sub(lambda token: _right_word(token.group()), text)
    return _NUMBER.sub(lambda number: str(_NUMBERS[number.group()]), right)


def _right_word(word: str) -> str:
    if word in MONTHS or word in WEEKDAYS or word in _OTHER_WORDS or (word[-1] == "s" and word[:-1] in WEEKDAYS):
        return word
    if word in _FOREIGN:
        return _FOREIGN[word]
    if word in _MONTH_SHORT:
        return MONTHS[_MONTH_SHORT[word] - 1]
    if len(word) < 5:
        return {"aut": "aout", "jui": "juin", "juijn": "juin", "avri": "avril", "avrl": "avril"}.get(word, word)
    best, distance = word, 3
    for name in (*MONTHS, *WEEKDAYS):
        allowed = 2 if len(name) >= 7 and len(word) >= 6 else 1
        slips = OSA.distance(word, name, score_cutoff=2)
        if slips <= allowed and slips < distance and word[0] == name[0]:
            best, distance = name, slips
    return best if best not in {"mars", "mai", "juin", "aout", "lundi", "jeudi", "mardi"} or distance <= 1 else word
