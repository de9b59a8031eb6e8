"""Spells answers anew, crudely, as people who write by ear, in a hurry, or who mix up letters; their marks go with them.

Only while the encoder is tuned: real people spell otherwise, and their answers are among the examples as well.
"""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass, replace

# Spellings of a sound, and of frequent words, among which people choose.
_SOUNDS = (
    ("eaux", "o"), ("eau", "o"), ("au", "o"), ("qu", "k"), ("ph", "f"), ("ç", "s"), ("ss", "s"), ("tt", "t"), ("nn", "n"),
    ("mm", "m"), ("ll", "l"), ("pp", "p"), ("rr", "r"), ("cc", "k"), ("ff", "f"), ("ez", "é"), ("er", "é"), ("ais", "é"),
    ("ait", "é"), ("aient", "é"), ("ai", "é"), ("est", "é"), ("et", "é"), ("ent", "e"), ("ont", "on"), ("ant", "en"),
    ("en", "an"), ("an", "en"), ("oi", "oa"), ("gn", "ni"), ("tion", "sion"), ("c", "s"), ("s", "z"), ("ain", "in"),
    ("ein", "in"), ("y", "i"), ("h", ""),
)  # fmt: skip
_WORDS = {
    "c'est": "sé cé c ses", "est": "é et ai", "et": "é est", "à": "a", "a": "à as", "ses": "c'est sé", "son": "sont",
    "sont": "son", "on": "ont", "ou": "où", "où": "ou", "ce": "se", "se": "ce", "je": "j jeu", "ne": "n", "pas": "pa",
    "que": "ke k", "qui": "ki", "quand": "kan quant", "plus": "plu +", "les": "lé", "des": "dé", "mais": "mé mes",
    "avec": "avc av", "vous": "vs vou", "tout": "tt tou", "temps": "tan tps temp", "dis": "di dit", "fait": "fé fai",
    "fais": "fé fai", "peu": "peux", "peut": "peu", "j'ai": "jé jai g", "il": "i y", "elle": "el ele", "parce": "parse",
    "comme": "com", "pour": "pr", "dans": "ds dan", "moi": "moa", "toi": "toa", "beaucoup": "bcp bocou",
    "toujours": "tjr toujour", "bien": "bi1", "rien": "ri1", "faut": "fo", "trop": "tro",
}  # fmt: skip
_SILENT = "estxz"
_TOKEN = re.compile(r"\w+['’]?|\W")


@dataclass(frozen=True)
class Marked:
    """A text and what is marked in it.

    Attributes:
        text: an answer, a clause behind what stands before it, or a message.
        asked: the scenario answered or the question that waits, if any.
        spans: start, end and label of each mark.
        known: which labels it was read for.
        known_from: where what was read for marks begins.
    """

    text: str
    asked: str
    spans: tuple[tuple[int, int, str], ...]
    known: frozenset[str] = frozenset()
    known_from: int = 0


@dataclass(frozen=True)
class _Hand:
    """How somebody spells: how often otherwise, and what they leave out."""

    slips: float
    drops_accents: bool
    drops_capitals: bool
    drops_marks: bool
    glues: float

    @classmethod
    def of(cls, chance: random.Random) -> _Hand:
        return cls(
            chance.uniform(0.05, 0.9), chance.random() < 0.5, chance.random() < 0.6, chance.random() < 0.3,
            chance.choice((0.0, 0.0, 0.04, 0.1)),
        )  # fmt: skip


def respelled(marked: Marked, chance: random.Random) -> Marked:
    """Returns a text as somebody else might have typed it, with its marks."""
    hand, typed, at = _Hand.of(chance), "", [0] * (len(marked.text) + 1)
    for token in _TOKEN.finditer(marked.text):
        start, end = token.span()
        at[start:end] = [len(typed)] * (end - start)
        typed += _sign(token.group(), hand, chance) if end - start == 1 else _word(token.group(), hand, chance)
        at[end] = len(typed)
    spans = tuple((at[first], at[last], label) for first, last, label in marked.spans if at[last] > at[first])
    return replace(marked, text=typed, spans=spans, known_from=at[marked.known_from])


def _sign(sign: str, hand: _Hand, chance: random.Random) -> str:
    if sign == " ":
        return "" if chance.random() < hand.glues else " "
    return "" if hand.drops_marks and sign in ",.;:!?" and chance.random() < 0.7 else sign


def _word(token: str, hand: _Hand, chance: random.Random) -> str:
    word = token.rstrip("'’")
    elided = "" if word == token else chance.choice(("'", "'", "", " "))
    word = _slipped(word, hand.slips, chance)
    if hand.drops_accents:
        word = "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
    return (word.lower() if hand.drops_capitals else word) + elided


def _slipped(word: str, slips: float, chance: random.Random) -> str:
    if word.lower() in _WORDS and chance.random() < slips:
        return chance.choice(_WORDS[word.lower()].split())
    if len(word) <= 3:
        return word
    if chance.random() < 0.5 * slips:
        sounds = [pair for pair in _SOUNDS if pair[0] in word]
        word = word.replace(*chance.choice(sounds), 1) if sounds else word
    if chance.random() < 0.35 * slips and word[-1:] in _SILENT:
        word = word[:-1]
    at = chance.randrange(1, max(len(word) - 2, 2))
    if chance.random() < 0.18 * slips:
        word = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    elif chance.random() < 0.08 * slips:
        word = word[:at] + word[at + 1 :]
    return word
