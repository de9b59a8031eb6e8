"""Phonetic keys of French text and place names, for users who write by ear.

The key of a text is its sounds, one character each, without spaces: « jela lèce prandre son tan » and « je la laisse
prendre son temps » share one. It need not be right, only equal for spellings of the same words; the evidence models use
it as a feature. Place names ("Fodfrans", "Lézabim", "Marsey") get finer keys by the rules and weights of
`bot/data/places/sounds.yml`, and are compared by a weighted edit distance.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML

from bot.base.places import DATA

# Spellings and what each is heard as; of those that begin at a letter the first one that fits counts.
Rules = Sequence[tuple[str, str]]

_TWICE = re.compile(r"(.)\1+")


def _rule_function(rules: Rules, remembered: int) -> Callable[[str], str]:
    """Function from a word to its key. An empty group after each spelling tells which rule matched."""
    pattern = re.compile("|".join(f"{spelling}()" for spelling, _ in rules))
    heard_as = ["", *(heard for _, heard in rules)]
    return lru_cache(remembered)(lambda word: pattern.sub(lambda found: heard_as[found.lastindex or 0], word))


# Texts

_WORD = re.compile(r"[^\W_]+")
_MAX_WORD_CHARACTERS = 40  # signs that are looked at
_VOWELS = "aeiouyàâäéèêëîïôöùûüœ@"
_FRONT = "eiyéèêëîï@"  # before them c and g are soft
# Frequent words that are not said as they are spelled, and how people shorten them.
_WORDS = {
    "est": "e", "et": "e", "es": "e", "les": "le", "des": "de", "mes": "me", "tes": "te", "ses": "se", "ces": "se",
    "c": "se", "sont": "sO", "ont": "O", "femme": "fam", "monsieur": "m2sj2", "mr": "m2sj2", "mme": "madam", "eu": "u",
    "g": "Ze", "k": "k", "ke": "k", "je": "Z", "jeu": "Z", "me": "m", "te": "t", "se": "s", "ce": "s", "le": "l",
    "de": "d", "ne": "n", "que": "k", "tps": "tA", "tt": "tU", "bcp": "bokU", "pr": "pUr", "ds": "dA", "vs": "vU",
    "ns": "nU", "pk": "purkwa", "qd": "kA", "avc": "avek", "av": "avek", "tjr": "tUZUr", "tjrs": "tUZUr",
    "souvent": "sUvA", "argent": "arZA", "content": "kOtA", "patient": "pasjA", "client": "kliA", "agent": "aZA",
    "différent": "diferA", "hier": "ier", "cher": "Ser", "mer": "mer",
}  # fmt: skip
_MUTE_AT_THE_END = frozenset("stdxzp")
# @ is an e at the end, which is mute but makes the consonant before it heard; ~ is the sound of « ment ».
_ENDINGS = (
    ("ment", "m~", 4), ("ient", "ien", 4), ("ent", "@", 4), ("er", "é", 3), ("ez", "é", 3), ("ées", "é", 3), ("ée", "é", 3), ("és", "é", 3),
)  # fmt: skip
_NASAL = (
    ("ain", "E"), ("aim", "E"), ("ein", "E"), ("ien", "jE"), ("an", "A"), ("am", "A"), ("en", "A"), ("em", "A"), ("in", "E"),
    ("im", "E"), ("yn", "E"), ("ym", "E"), ("un", "E"), ("um", "E"), ("on", "O"), ("om", "O"),
)  # fmt: skip
_SPELLINGS = (
    ("eaux", "o"), ("eau", "o"), ("aux", "o"), ("au", "o"), ("ouill", "Uj"), ("euill", "2j"), ("eill", "ej"), ("aill", "aj"),
    ("ouil", "Uj"), ("euil", "2j"), ("eil", "ej"), ("ail", "aj"), ("ssion", "sjO"), ("tion", "sjO"), ("sion", "sjO"),
    ("ouin", "wE"), ("oin", "wE"), ("oua", "wa"), ("oui", "wi"), ("oi", "wa"), ("oy", "waj"), ("où", "U"), ("ou", "U"),
    ("œu", "2"), ("eu", "2"), ("ai", "e"), ("aî", "e"), ("ei", "e"), ("ay", "ej"),
    ("ey", "e"), ("sch", "S"), ("ph", "f"), ("ch", "S"), ("qu", "k"), ("q", "k"), ("ck", "k"), ("gn", "ni"),
    ("ç", "s"), ("x", "ks"), ("h", ""), ("é", "e"), ("è", "e"), ("ê", "e"), ("ë", "e"), ("à", "a"), ("â", "a"),
    ("î", "i"), ("ï", "i"), ("y", "i"), ("ô", "o"), ("ù", "u"), ("û", "u"), ("ü", "u"), ("œ", "2"), ("j", "Z"), ("~", "A"),
    ("@", ""),
)  # fmt: skip
_BY_PLACE = (
    (f"c(?=[{_FRONT}])", "s"), ("c", "k"), (f"gu(?=[{_FRONT}])", "g"), ("ge(?=[ao])", "Z"), (f"g(?=[{_FRONT}])", "Z"),
    (f"(?<=[{_VOWELS}])s(?=[{_VOWELS}])", "z"), ("^e", "e"), (f"e(?=[^{_VOWELS}](?![{_VOWELS}]))", "e"), ("e", ""),
)  # fmt: skip


def _longest_first(pairs: Rules) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda pair: -len(pair[0]))


_word_key = _rule_function(
    [
        *((f"{spelled}(?![{_VOWELS}nmh])", sound) for spelled, sound in _longest_first(_NASAL)),
        *_longest_first(_SPELLINGS),
        *_BY_PLACE,
    ],
    1 << 12,
)


def phonetic_key(text: str) -> str:
    """Phonetic key of a text, without spaces and repeated sounds."""
    plain = unicodedata.normalize("NFC", text.lower())
    return _without_repeats("".join(_key_of_word(word[:_MAX_WORD_CHARACTERS]) for word in _WORD.findall(plain)))


def _key_of_word(word: str) -> str:
    return _WORDS.get(word) or _without_repeats(_word_key(_without_mute_end(word)))


def _without_mute_end(word: str) -> str:
    for ending, instead, fewest in _ENDINGS:
        if len(word) >= fewest and word.endswith(ending):
            word = word[: -len(ending)] + instead
            break
    while len(word) > 2 and word[-1] in _MUTE_AT_THE_END:
        word = word[:-1]
    return word[:-1] + "@" if len(word) > 2 and word[-1] == "e" else word


def _without_repeats(said: str) -> str:
    return _TWICE.sub(r"\1", said)


# Names

_LETTERS_OF_VOWELS = "aàâäeéèêëiîïoôòöuùûüy"
_PARTS = {
    "V": _LETTERS_OF_VOWELS,
    "N": f"(?![{_LETTERS_OF_VOWELS}nmh])",
    "S": "[eéèêëiîïy]",
    "I": "(?=[eéèêëiîïyoa])",
    "E": "(?![a-zà-ÿ])",
}
_HEARD_VOWELS = frozenset("AEIOUWX123")
_NOT_NASAL = {"1": "AN", "2": "IN", "3": "ON"}  # "Narbon" is Narbonne
_DOUBT = 0.3
_LETTERS = re.compile(r"[a-zà-ÿ]+")


def words_of(text: str) -> list[str]:
    """The lower-case words of a text, with accents."""
    text = unicodedata.normalize("NFC", text.lower()).replace("œu", "eu").replace("œ", "é").replace("æ", "é")
    return _LETTERS.findall(text)


def _rules_by_spelling(rules: Rules) -> list[tuple[str, str]]:
    """One rule per spelling, from the lines of the file."""
    spellings = [(spelling, heard) for many, heard in rules for spelling in many.split()]
    for name, part in _PARTS.items():
        spellings = [(spelling.replace(f"{{{name}}}", part), heard) for spelling, heard in spellings]
    return spellings


@dataclass(slots=True)
class NamePhonetics:
    """Phonetic keys of place names, and their distance."""

    french: Callable[[str], str]
    by_ear: Callable[[str], str]
    data: dict[str, Any]
    unlike: dict[tuple[str, str], float]

    def key(self, words: Iterable[str], *, liaison: bool = True) -> str:
        """Key of a name, liaisons included ("les Abymes" → LEZABIM)."""
        heard, last = "", ""
        liaisons: dict[str, str] = self.data["liaisons"]
        for word in words:
            sounds = self.data["words"].get(word) or self.french(word)
            if liaison and last in liaisons and sounds[:1] in _HEARD_VOWELS and word[0] != "h":
                heard += liaisons[last]
            heard += sounds
            last = word
        return _without_repeats(heard)

    def possible_keys(self, text: str) -> dict[str, float]:
        """Possible keys of a typed name with a penalty each: by French spelling, and as spelled by ear."""
        words = [self.data["creole"].get(word, word) for word in words_of(text)]
        by_ear = _without_repeats("".join(self.data["words"].get(word) or self.by_ear(word) for word in words))
        keys = dict.fromkeys((self.key(words), self.key(words, liaison=False), by_ear), 0.0)
        if words and words[-1].endswith("e"):
            keys.setdefault(by_ear[:-1], 0.0)
        for sounds in list(keys):
            if sounds[-1:] in _NOT_NASAL:
                keys.setdefault(sounds[:-1] + _NOT_NASAL[sounds[-1]], _DOUBT)
        keys.pop("", None)
        return keys

    def distance(self, one: str, other: str) -> float:
        """Weighted edit distance of two keys: 0 for equal ones, 1 for one wrong sound."""
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
def name_phonetics() -> NamePhonetics:
    """The rules, read at the first call."""
    with (DATA / "places" / "sounds.yml").open(encoding="utf-8") as lines:
        data = YAML(typ="safe").load(lines)
    first, consonants, alone = data["shared_first"], data["consonants"], data["vowels_alone"]
    french = _rules_by_spelling((*first, *data["french_vowels"], *consonants, *data["french_rest"], *alone))
    by_ear = _rules_by_spelling((*first, *data["ear_vowels"], *consonants, *data["ear_rest"], *alone))
    unlike = {}
    for weight, pairs in data["unlike"].items():
        for one, other in pairs.split():
            unlike[one, other] = unlike[other, one] = float(weight)
    # Each name of the lists is said several times in a row.
    return NamePhonetics(_rule_function(french, 256), _rule_function(by_ear, 256), data, unlike)
