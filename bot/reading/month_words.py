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
    "janv": 1, "jan": 1, "janvie": 1, "january": 1, "fev": 2, "fevr": 2, "february": 2, "mar": 3, "march": 3, "avr": 4, "april": 4, "juill": 7, "juil": 7, "jul": 7, "july": 7,
    "aou": 8, "aoute": 8, "ao": 8, "august": 8, "sept": 9, "sep": 9, "oct": 10, "october": 10, "nov": 11, "dec": 12, "december": 12, "may": 5, "june": 6,
}  # fmt: skip
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


def spell_right(text: str) -> str:
    """Returns a folded text with abbreviated and mistyped months and weekdays written out ("fevrié" → "fevrier")."""
    return _TOKEN.sub(lambda token: _right_word(token.group()), text)


def _right_word(word: str) -> str:
    if word in MONTHS or word in WEEKDAYS or word in _OTHER_WORDS or (word[-1] == "s" and word[:-1] in WEEKDAYS):
        return word
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
