"""Number words: "une vingtaine", "soixante-dix", "deux mille vingt-sept"."""

import re
from functools import cache

from bot.base.text import LONGEST, plain
from bot.understanding.reading.data_files import load_rows

_RUN = re.compile(r"[a-z]+(?:[ -]+[a-z]+)*")  # linear: a word starts where spaces end
_PIECE = re.compile(r"[ -]+|[a-z]+")
_MAX_DIGITS = 9
_ARTICLES = frozenset({"un", "une", "la"})
_ORDINALS = frozenset({"premiere", "deuxieme", "seconde", "derniere", "ere", "eme", "e", "nde", "re"})


@cache
def _words(kind: str) -> dict[str, int]:
    rows = [row for row in load_rows("reading/number_words.csv") if row["kind"] == kind]
    return {word: int(row["value"]) for row in rows for word in row["words"].split()}


def parse_number(text: str) -> int | None:
    """Number that the whole text spells in digits or words ("12", "vingt et un"), or None for anything else."""
    figures = numbers_as_digits(text).strip()
    return int(figures) if figures.isdecimal() and len(figures) <= _MAX_DIGITS else None


def numbers_as_digits(text: str) -> str:
    """Plain text with number words replaced by digits.

    "une vingtaine de km" becomes "20 km", "trente-quarante" "30-40", "un mois et demi" "1 mois et demi". The "un" of
    "un peu" becomes 1 too, so callers must check what follows. "La première quinzaine" is unchanged.
    """
    return _RUN.sub(lambda run: _run_as_digits(run[0]), plain(text[:LONGEST]).replace("aine d'", "aine de "))


def _run_as_digits(run: str) -> str:
    pieces = _PIECE.findall(run)  # words at even indices, separators at odd ones
    words = pieces[::2]
    written: list[str] = []
    position = 0
    while position < len(words):
        value, used = number_at(words, position)
        if not used or (position and words[position - 1] in _ORDINALS and words[position] in _words("about")):
            written += pieces[2 * position : 2 * position + 2]
            position += 1
            continue
        position += used
        if words[position - 1] in _words("about") and words[position : position + 1] == ["de"]:
            position += 1
        written += [str(value), *pieces[2 * position - 1 : 2 * position]]
    return "".join(written)


def number_at(words: list[str], position: int) -> tuple[int, int]:
    """The number that starts at a position, and how many words it takes, 0 if none."""
    word, following = (*words[position : position + 2], "", "")[:2]
    about, units = _words("about"), _words("unit")
    if word in about:
        return about[word], 1
    if following in about and (word in _ARTICLES or word in units):
        return about[following] * max(units.get(word, 1), 1), 2
    return _scaled(words, position, 1000)


def _scaled(words: list[str], position: int, scale: int) -> tuple[int, int]:
    """Hundreds or thousands with the numbers before and after ("deux cent dix", "mille trois")."""
    if scale == 10:
        return _below_hundred(words, position)
    value, used = _scaled(words, position, scale // 10)
    if position + used < len(words) and _words("scale").get(words[position + used]) == scale and value < scale / 10:
        more, further = _scaled(words, position + used + 1, scale // 10)
        return (value if used else 1) * scale + more, used + 1 + further
    return value, used


def _below_hundred(words: list[str], position: int) -> tuple[int, int]:
    units, tens = _words("unit"), _words("ten")
    word, following = (*words[position : position + 2], "", "")[:2]
    if units.get(word) == 4 and tens.get(following) == 20:
        return _with_units(words, position + 2, 80, 2)
    if word in tens:
        return _with_units(words, position + 1, tens[word], 1)
    if units.get(word) == 10 and units.get(following, 0) in {7, 8, 9}:
        return 10 + units[following], 2
    return (units[word], 1) if word in units else (0, 0)


def _with_units(words: list[str], position: int, tens: int, used: int) -> tuple[int, int]:
    """Tens plus the units after them: "et un", "neuf", or "dix-sept" after soixante and quatre-vingt."""
    units = _words("unit")
    word, following = (*words[position : position + 2], "", "")[:2]
    if word == "et" and units.get(following) in {1, 11}:
        return tens + units[following], used + 2
    value, more = _below_hundred(words, position) if tens in {60, 80} else (units.get(word, 0), 1)
    return (tens + value, used + more) if 0 < value < (20 if tens in {60, 80} else 10) else (tens, used)
