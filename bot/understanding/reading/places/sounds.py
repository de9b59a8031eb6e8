"""The sounds of names: for "Fodfrans", "Lézabim", "Marsey", of which no letter need be right.

The rules and weights are `bot/data/places/sounds.yml`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FILE = Path(__file__).resolve().parents[3] / "data" / "places" / "sounds.yml"

_VOWELS = "aàâäeéèêëiîïoôòöuùûüy"
_PARTS = {"V": _VOWELS, "N": f"(?![{_VOWELS}nmh])", "S": "[eéèêëiîïy]", "I": "(?=[eéèêëiîïyoa])", "E": "(?![a-zà-ÿ])"}
_HEARD_VOWELS = frozenset("AEIOUWX123")
_NOT_NASAL = {"1": "AN", "2": "IN", "3": "ON"}  # "Narbon" is Narbonne
_DOUBT = 0.3
_LETTERS = re.compile(r"[a-zà-ÿ]+")
_TWICE = re.compile(r"(.)\1+")


def letters(text: str) -> list[str]:
    """Returns the words of a text in small letters with their accents."""
    text = unicodedata.normalize("NFC", text.lower()).replace("œu", "eu").replace("œ", "é").replace("æ", "é")
    return _LETTERS.findall(text)


def _speaker(rules: Iterable[tuple[str, str]]) -> Callable[[str], str]:
    """Returns what says a word; an empty group behind each spelling tells which one was found."""
    spellings = [(spelling, heard) for many, heard in rules for spelling in many.split()]
    for name, part in _PARTS.items():
        spellings = [(spelling.replace(f"{{{name}}}", part), heard) for spelling, heard in spellings]
    pattern = re.compile("|".join(f"{spelling}()" for spelling, _ in spellings))
    heard_as = ["", *(heard for _, heard in spellings)]
    # Each name of the lists is said several times in a row.
    return lru_cache(maxsize=256)(lambda word: pattern.sub(lambda found: heard_as[found.lastindex or 0], word))


@dataclass(slots=True)
class Voice:
    """Says names."""

    french: Callable[[str], str]
    by_ear: Callable[[str], str]
    data: dict[str, Any]
    unlike: dict[tuple[str, str], float]

    def say(self, words: Iterable[str], *, liaison: bool = True) -> str:
        """Returns the sounds of a name, its words drawn together ("les Abymes" → LEZABIM)."""
        heard, last = "", ""
        liaisons: dict[str, str] = self.data["liaisons"]
        for word in words:
            sounds = self.data["words"].get(word) or self.french(word)
            if liaison and last in liaisons and sounds[:1] in _HEARD_VOWELS and word[0] != "h":
                heard += liaisons[last]
            heard += sounds
            last = word
        return _TWICE.sub(r"\1", heard)

    def heard(self, text: str) -> dict[str, float]:
        """Returns what a text may sound like, and the doubt: as French spells, and as it is spelt by ear."""
        words = [self.data["creole"].get(word, word) for word in letters(text)]
        by_ear = _TWICE.sub(r"\1", "".join(self.data["words"].get(word) or self.by_ear(word) for word in words))
        found = dict.fromkeys((self.say(words), self.say(words, liaison=False), by_ear), 0.0)
        if words and words[-1].endswith("e"):
            found.setdefault(by_ear[:-1], 0.0)
        for sounds in list(found):
            if sounds[-1:] in _NOT_NASAL:
                found.setdefault(sounds[:-1] + _NOT_NASAL[sounds[-1]], _DOUBT)
        found.pop("", None)
        return found

    def unlikeness(self, one: str, other: str) -> float:
        """Returns how much the sounds of two names differ: 0 for the same, 1 for one wrong sound."""
        losses = [self._loss(other, position) for position in range(len(other))]
        above = [0.0]
        for lost in losses:
            above.append(above[-1] + lost)
        for position, mine in enumerate(one):
            lost = self._loss(one, position)
            row = [above[0] + lost]
            for column, sound in enumerate(other):
                swapped = 0.0 if mine == sound else self.unlike.get((mine, sound), 1.0)
                row.append(min(above[column] + swapped, above[column + 1] + lost, row[-1] + losses[column]))
            above = row
        return above[-1]

    def _loss(self, sounds: str, position: int) -> float:
        sound, following = sounds[position], sounds[position + 1 : position + 2]
        lost: dict[str, float] = self.data["lost"]
        if not following:
            return self.data["lost_at_end"].get(sound) or lost.get(sound, 1.0)
        if not position and sound != "H":
            return 1.0
        if sound == "R" and not {following, sounds[position - 1]} <= _HEARD_VOWELS:
            return float(self.data["lost_in_cluster"])
        return lost.get(sound, 1.0)


@lru_cache(maxsize=1)
def voice() -> Voice:
    """Returns the voice, its rules read at the first call."""
    with FILE.open(encoding="utf-8") as lines:
        data = YAML(typ="safe").load(lines)
    first, consonants, alone = data["shared_first"], data["consonants"], data["vowels_alone"]
    french = _speaker((*first, *data["french_vowels"], *consonants, *data["french_rest"], *alone))
    by_ear = _speaker((*first, *data["ear_vowels"], *consonants, *data["ear_rest"], *alone))
    unlike = {}
    for weight, pairs in data["unlike"].items():
        for one, other in pairs.split():
            unlike[one, other] = unlike[other, one] = float(weight)
    return Voice(french, by_ear, data, unlike)
