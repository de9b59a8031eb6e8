"""Spelling noise for data augmentation: phonetic, hasty and dyslexic spellings; annotations move with the words.

For tuning only: answers with real mistakes are among the examples as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from random import Random

from bot.base.text import without_accents

# Spellings of a sound (before $ at the end of a word alone), and of frequent words, among which people choose.
_SOUNDS = (
    ("eaux", "o"), ("eau", "o"), ("au", "o"), ("qu", "k"), ("ph", "f"), ("ç", "s"), ("ss", "s"), ("tt", "t"), ("nn", "n"),
    ("mm", "m"), ("ll", "l"), ("pp", "p"), ("rr", "r"), ("cc", "k"), ("ff", "f"), ("ez$", "é"), ("er$", "é"), ("ais$", "é"),
    ("ait$", "é"), ("aient$", "é"), ("ai", "é"), ("et$", "é"), ("ent$", "e"), ("ont$", "on"), ("ant", "en"),
    ("en", "an"), ("an", "en"), ("oi", "oa"), ("gn", "ni"), ("tion", "sion"), ("ain", "in"),
    ("ein", "in"), ("y", "i"), ("h", ""), ("on", "om"), ("in", "ain"), ("un", "in"), ("é", "er"),
    ("è", "é"), ("ê", "é"), ("eu", "e"), ("ce", "se"), ("ill", "y"), ("cr", "gr"), ("qu", "q"), ("ci", "si"),
    ("ge", "je"), ("gi", "ji"), ("ca", "ka"), ("co", "ko"), ("cu", "ku"), ("ase", "aze"), ("ise", "ize"), ("isi", "izi"),
    ("ose", "oze"), ("use", "uze"), ("ex", "egz"), ("x", "ks"), ("ct", "kt"), ("cl", "kl"), ("oo", "o"), ("ée", "é"),
)  # fmt: skip
_MIXED = ("bd", "db", "pq", "vf", "fv", "mn", "td", "jch")  # a letter and what some write in its place
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
class AnnotatedText:
    """A text with labelled spans.

    Attributes:
        text: an answer, a clause with its context, or a message.
        question: the scenario or pending question it answers, if any.
        spans: start, end and label.
        labelled_for: labels that the annotators looked for.
        labelled_from: start of the annotated part.
    """

    text: str
    question: str
    spans: tuple[tuple[int, int, str], ...]
    labelled_for: frozenset[str] = frozenset()
    labelled_from: int = 0


@dataclass(frozen=True)
class NoiseProfile:
    """Spelling habits of a writer.

    Attributes:
        slips: rate of other spellings.
        drops_accents: writes without accents.
        drops_capitals: writes without capitals.
        drops_marks: writes with hardly any punctuation.
        glues: rate of missing spaces.
        cuts: rate of words with a space inside.
        mixes: rate of confused letters.
        by_ear: rate of sounds spelled phonetically, in words where any is.
    """

    slips: float
    drops_accents: bool
    drops_capitals: bool
    drops_marks: bool
    glues: float
    cuts: float
    mixes: float
    by_ear: float

    @classmethod
    def random(cls, chance: Random) -> NoiseProfile:
        """The profile of a random writer."""
        return cls(
            chance.uniform(0.05, 0.9), chance.random() < 0.5, chance.random() < 0.6, chance.random() < 0.3,
            chance.choice((0.0, 0.0, 0.04, 0.1, 0.2)), chance.choice((0.0, 0.0, 0.03, 0.08)),
            chance.choice((0.0, 0.0, 0.0, 0.05)), chance.choice((0.3, 0.5, 0.8)),
        )  # fmt: skip


def with_noise(annotated: AnnotatedText, chance: Random) -> AnnotatedText:
    """The text as a random writer might have typed it, with its annotations."""
    profile, typed, at = NoiseProfile.random(chance), "", [0] * (len(annotated.text) + 1)
    for token in _TOKEN.finditer(annotated.text):
        start, end = token.span()
        at[start:end] = [len(typed)] * (end - start)
        typed += _sign(token.group(), profile, chance) if end - start == 1 else _word(token.group(), profile, chance)
        at[end] = len(typed)
    spans = tuple((at[first], at[last], label) for first, last, label in annotated.spans if at[last] > at[first])
    return replace(annotated, text=typed, spans=spans, labelled_from=at[annotated.labelled_from])


def _sign(sign: str, profile: NoiseProfile, chance: Random) -> str:
    if sign == " ":
        return "" if chance.random() < profile.glues else " "
    return "" if profile.drops_marks and sign in ",.;:!?" and chance.random() < 0.7 else sign


def _word(token: str, profile: NoiseProfile, chance: Random) -> str:
    word = token.rstrip("'’")
    elided = "" if word == token else chance.choice(("'", "'", "", " "))
    word = _slipped(word, profile, chance)
    if profile.drops_accents:
        word = without_accents(word)
    return (word.lower() if profile.drops_capitals else word) + elided


def _slipped(word: str, profile: NoiseProfile, chance: Random) -> str:
    slips = profile.slips
    if word.lower() in _WORDS and chance.random() < slips:
        return chance.choice(_WORDS[word.lower()].split())
    if len(word) <= 2:
        return word
    if chance.random() < 0.35 * slips and word[-1:] in _SILENT:
        word = word[:-1]
    if chance.random() < 0.6 * slips:
        word = _by_ear(word, profile.by_ear, chance)
    at = chance.randrange(1, max(len(word) - 2, 2))
    if chance.random() < 0.18 * slips:
        word = word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
    elif chance.random() < 0.08 * slips:
        word = word[:at] + word[at + 1 :]
    for letters in _MIXED:
        if letters[0] in word and chance.random() < profile.mixes:
            word = word.replace(letters[0], letters[1:], 1)
    if len(word) > 4 and chance.random() < profile.cuts:
        at = chance.randrange(1, len(word) - 2)
        word = f"{word[:at]} {word[at:]}"
    return word


def _by_ear(word: str, share: float, chance: Random) -> str:
    """The word with at least one of its sounds spelled otherwise."""
    written, at, sounds = "", 0, [pair for pair in _SOUNDS if pair[0] in f"{word}$"]
    first = chance.choice(sounds) if sounds else None
    while at < len(word):
        choices = [
            pair for pair in sounds if f"{word}$".startswith(pair[0], at) and (pair is first or chance.random() < share)
        ]
        sound, spelling = chance.choice(choices) if choices else (word[at], word[at])
        written, at = written + spelling, at + len(sound)
    return written
