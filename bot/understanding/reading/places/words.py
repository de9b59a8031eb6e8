"""Words around place names: ordinary words, words of proximity, ordinals of arrondissements."""

import re
from functools import lru_cache

from bot.base.text import fold
from bot.understanding.reading.data_files import load_lines, load_yaml
from bot.understanding.reading.places.names import CONNECTORS

_FILES = ("places/ordinary_words.txt", "places/everyday_words.txt", "reading/common_words.txt")
_ORDINAL = re.compile(r"(\d{1,2}) ?(?:er|ere|e|eme|em|ieme|me)")
_ROMAN = re.compile(r"([ivx]{1,5})(?:e|er|eme|me)?")


@lru_cache(maxsize=1)
def _words() -> dict[str, list[str]]:
    return {kind: line.split() for kind, line in load_yaml("places/town_words.yml").items()}


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(line for name in _FILES for line in load_lines(name))


def is_common(word: str) -> bool:
    """Whether a folded word is an ordinary French word or a single letter."""
    return len(word) < 2 or word in CONNECTORS or word in _common() or is_never_town(word)


def says_near(word: str) -> bool:
    """Whether a folded word makes the next town a neighbour ("près", "banlieue")."""
    return word in _words()["near"]


def is_never_town(word: str) -> bool:
    """Whether a folded word never names a town, even capitalised ("Pas")."""
    return word in _words()["talk"]


def is_unit(word: str) -> bool:
    """Whether a folded word is the unit of the number before it ("km", "ans")."""
    return word in _words()["units"]


def ordinal(word: str) -> int | None:
    """Number of an arrondissement: "3e", "XIXe", "quatorzième", or None for anything else."""
    key = fold(word)
    if figure := _ORDINAL.fullmatch(key):
        return int(figure[1])
    words = _words()
    spoken = key.replace(" ", "")
    if spoken in words["ordinals"]:
        return words["ordinals"].index(spoken) + 1
    roman = _ROMAN.fullmatch(key) if word[:1].isupper() and len(key) > 1 else None
    return words["romans"].index(roman[1]) + 1 if roman and roman[1] in words["romans"] else None
