"""Canonical spelling of date words: digits for numbers, corrected names, no articles."""

import re
from functools import cache
from typing import Any

from rapidfuzz.distance import OSA

from bot.base.text import plain
from bot.understanding.reading.data_files import load_lines, load_yaml
from bot.understanding.reading.days.numbers import numbers_as_digits

MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout",
    "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MAX_CHARACTERS = 600  # searched for dates
_TOKEN = re.compile(r"\d+|(?<=\d)er(?=[a-z]{3})|[a-z]+|(?<=\d)[.\-](?=\d)|/|\+")
_WEEKS = re.compile(r"(?<![rmd2]e )\b(?:une )?(?P<name>quinzaine|huitaine)(?: de jours)?\b(?! de| d['’])")
_BEEN = re.compile(r"\b(?:ai|as|a|avons|avez|ont|avoir|ayant|avai\w{1,3}|aur\w{1,4}) ete\b")  # not the summer
_SEPT = re.compile(r"(\d(?:er)?|\ben|\bdebut|\bmi|\bfin|\bcourant|\bde|^)([ -]?)sept\b(?! (?:jour|mois|sem|an|heure))")
_FROM_DAY = re.compile(r"\bj ?\+ ?(\d{1,3})\b")
_OF_THE_MONTH = re.compile(r"\b(?:du|de ce) mois\b")
_MONTH_OF = re.compile(rf"\b(?:du)?mois ({'|'.join(MONTHS)})\b")
_ORDINALS = {"1": "premier", "01": "premier", "2": "deuxieme", "3": "troisieme", "4": "quatrieme"}
_ORDINAL_ENDINGS = frozenset({"er", "ere", "e", "eme", "nd", "nde", "re", "ier", "th", "st", "rd"})
_BEFORE_NUMBER = frozenset({"le", "du", "el", "lo", "the"})
_MIN_TYPO_LETTERS, _MIN_TWO_TYPOS_LETTERS = 5, 8  # of a word with one typo, with two
_MIN_KEY_LETTERS = 4
_SOUNDS = tuple(
    (re.compile(pattern), heard)
    for pattern, heard in (
        (r"qu|k", "c"), (r"ph", "f"), (r"c(?=[eiy])|ss|z", "s"), (r"eau|au", "o"), (r"ai|ei|er$|ez$|et$", "e"),
        (r"y", "i"), (r"h", ""), (r"(?:a|e)[nm](?=[^aeiouy]|$)", "an"), (r"g(?=[ei])", "j"),
        (r"(.)\1+", r"\1"), (r"[est]+$", ""),
    )
)  # fmt: skip


def day_words() -> Any:
    """Content of `day_words.yml`."""
    return load_yaml("reading/day_words.yml")


@cache
def _spellings() -> dict[str, str]:
    groups = [day_words()[group] for group in ("months", "weekdays", "words")]
    pairs = [(spelling, name) for group in groups for name, others in group.items() for spelling in others]
    return dict(pairs) | {name: name for group in groups for name in group}


@cache
def _tables() -> tuple[dict[str, str], frozenset[str], list[tuple[str, str]]]:
    """Names by phonetic key, common words that stay, and phrases with their names, the longest first."""
    by_sound = {phonetic_key(spelling): name for spelling, name in reversed(_spellings().items())}
    phrases = [(f" {words} ", f" {name} ") for name, spellings in day_words()["phrases"].items() for words in spellings]
    return by_sound, frozenset(load_lines("reading/common_words.txt")), sorted(phrases, key=lambda pair: -len(pair[0]))


def phonetic_key(word: str) -> str:
    """Rough phonetic key of a plain word."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def _corrected(word: str) -> str:
    """Name in `day_words.yml` that the word spells, sounds like or is a typo of, else the word itself."""
    by_sound, common, _ = _tables()
    if word in _spellings() or len(word) < _MIN_KEY_LETTERS or word in common:
        return _spellings().get(word, word)
    if len(key := phonetic_key(word)) >= _MIN_KEY_LETTERS and key in by_sound:
        return by_sound[key]
    slips = 0 if len(word) < _MIN_TYPO_LETTERS else 1 if len(word) < _MIN_TWO_TYPOS_LETTERS else 2
    candidates = [
        (near, name) for near, name in _spellings().items() if near[0] == word[0] and len(near) >= _MIN_TYPO_LETTERS
    ]
    distances = [
        (OSA.distance(word, near), name) for near, name in candidates if near == name or name in MONTHS + WEEKDAYS
    ]
    return min((pair for pair in distances if pair[0] <= slips), default=(0, word))[1]


def canonical(text: str) -> str:
    """Words that may belong to a date, as named in `day_words.yml`, separated by single spaces.

    "Apré le 1er desanbre" becomes "apres le premier decembre" (articles stay only before numbers), "15/02" "15 / 02".
    """
    text = _WEEKS.sub(lambda weeks: "14 jours" if weeks["name"][0] == "q" else "7 jours", plain(text[:_MAX_CHARACTERS]))
    text = _SEPT.sub(r"\1\2septembre", text)
    text = _FROM_DAY.sub(r"\1 jours", _OF_THE_MONTH.sub("dumois", numbers_as_digits(_BEEN.sub(" ", text))))
    tokens = _TOKEN.findall(text)
    words: list[str] = []
    for word, following in zip(tokens, [*tokens[1:], ""], strict=False):
        if word in _ORDINAL_ENDINGS and words and words[-1].isdecimal():
            words[-1] = _ORDINALS.get(words[-1], words[-1])
        elif word in _BEFORE_NUMBER and (following.isdecimal() or _corrected(following) == "premier"):
            words.append("le")
        elif word not in day_words()["articles"]:
            words.append(_corrected(word) if word.isalpha() else word)
    line = f" {' '.join(words)} "
    for phrase, name in _tables()[2]:
        line = line.replace(phrase, name)
    return _MONTH_OF.sub(r"\1", line).strip()
