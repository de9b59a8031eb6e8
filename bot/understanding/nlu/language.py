"""Language of a message, guessed from its script and function words.

French is the default, also for learners who mix in words of their first language. Takes microseconds.
"""

import functools
import re
import unicodedata

import yaml

from bot.base.places import DATA
from bot.understanding.reading.interpretation import FRENCH

ENGLISH, SPANISH, UKRAINIAN, RUSSIAN, ARABIC = "en", "es", "uk", "ru", "ar"
FOREIGN = (ENGLISH, SPANISH, UKRAINIAN, RUSSIAN, ARABIC)

MAX_CHARACTERS = 600  # characters; what comes after changes no guess
MIN_FUNCTION_WORDS = 2  # small words of another language that a guess needs
_MIN_FOREIGN_LETTERS = 3
_WORD = re.compile(r"[^\W\d_]+")
_UKRAINIAN_LETTERS = re.compile(r"[іїєґ]")
_RUSSIAN_LETTERS = re.compile(r"[ыэъё]")


@functools.cache
def _words(key: str) -> frozenset[str]:
    lists: dict[str, str] = yaml.safe_load((DATA / "reading" / "languages.yml").read_text(encoding="utf-8"))
    return frozenset(lists[key].split())


_SPANISH_MARKS = re.compile(r"[ñ¿¡]")


def _language_of_script(letters: str) -> str | None:
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in letters)
    arabic = sum(
        "\u0600" <= letter <= "\u06ff" or "\u0750" <= letter <= "\u077f" or "\ufb50" <= letter <= "\ufefc"
        for letter in letters
    )
    if arabic >= _MIN_FOREIGN_LETTERS and 2 * arabic >= len(letters):
        return ARABIC
    if cyrillic < _MIN_FOREIGN_LETTERS or 2 * cyrillic < len(letters):
        return None
    if _UKRAINIAN_LETTERS.search(letters):
        return UKRAINIAN
    return RUSSIAN


def guess_language(text: str) -> str:
    """`fr`, `en`, `es`, `uk`, `ru` or `ar`. `fr` if in doubt."""
    low = unicodedata.normalize("NFC", text[:MAX_CHARACTERS].lower()).replace("’", "'")
    words = _WORD.findall(low)
    by_script = _language_of_script("".join(words))
    if by_script == RUSSIAN and not _RUSSIAN_LETTERS.search(low) and set(words) & _words("uk"):
        return UKRAINIAN
    if by_script:
        return by_script
    french = sum(word in _words("fr") and word not in _words("shared") for word in words)
    shared = sum(word in _words("shared") for word in words)
    english = sum(word in _words("en") for word in words)
    spanish = sum(word in _words("es") for word in words) + 2 * len(_SPANISH_MARKS.findall(low))
    name, most = (SPANISH, spanish) if spanish > english else (ENGLISH, english)
    if most < MIN_FUNCTION_WORDS or most <= 2 * french:
        return FRENCH
    # Small words make up at least a quarter of a plain message; shared ones then count for the winner.
    return name if 4 * (most + shared) >= len(words) else FRENCH
