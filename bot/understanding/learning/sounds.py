"""How French words sound, roughly, however they are spelled: « jela lèce prandre son tan » as « je la laisse prendre son temps ».

Who spells by ear writes other letters for the same sounds, and cuts words elsewhere. So a text is its sounds, one sign each,
without the spaces: a pronunciation by the rules of French spelling, with what is mute left out. It need not be right; it needs
to be the same for spellings of the same words.
"""

from __future__ import annotations

import functools
import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD = 40  # signs that are looked at
_VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüœ@")
_FRONT = frozenset("eiyéèêëîï@")  # before them c and g are soft
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
_NOT_AFTER_A_NASAL = _VOWELS | frozenset("nmh")
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


def _by_first_letter(pairs: tuple[tuple[str, str], ...]) -> dict[str, list[tuple[str, str]]]:
    longest_first = sorted(pairs, key=lambda pair: -len(pair[0]))
    letters = {spelled[0] for spelled, _ in pairs}
    return {letter: [pair for pair in longest_first if pair[0].startswith(letter)] for letter in letters}


_NASALS, _SOUNDS = _by_first_letter(_NASAL), _by_first_letter(_SPELLINGS)


def sounds(text: str) -> str:
    """Returns the sounds of a text, one sign each, without spaces; the same sound twice is said once."""
    plain = unicodedata.normalize("NFC", text.lower())
    return _once("".join(_said(word[:_LONGEST_WORD]) for word in _WORD.findall(plain)))


@functools.lru_cache(1 << 12)
def _said(word: str) -> str:
    if word in _WORDS:
        return _WORDS[word]
    word = _without_mute_end(word)
    said, at = "", 0
    while at < len(word):
        spelled, sound = _at(word, at)
        said, at = said + sound, at + len(spelled)
    return _once(said)


def _without_mute_end(word: str) -> str:
    for ending, instead, fewest in _ENDINGS:
        if len(word) >= fewest and word.endswith(ending):
            word = word[: -len(ending)] + instead
            break
    while len(word) > 2 and word[-1] in _MUTE_AT_THE_END:
        word = word[:-1]
    return word[:-1] + "@" if len(word) > 2 and word[-1] == "e" else word


def _at(word: str, at: int) -> tuple[str, str]:
    """Returns what is spelled at a place of a word, and its sound."""
    letter, after = word[at], word[at + 1 : at + 2]
    for spelled, sound in _NASALS.get(letter, ()):
        if word.startswith(spelled, at) and word[at + len(spelled) : at + len(spelled) + 1] not in _NOT_AFTER_A_NASAL:
            return spelled, sound
    for spelled, sound in _SOUNDS.get(letter, ()):
        if word.startswith(spelled, at):
            return spelled, sound
    if letter == "c":
        return letter, "s" if after in _FRONT else "k"
    if letter == "g":
        if after == "u" and word[at + 2 : at + 3] in _FRONT:
            return "gu", "g"
        return ("ge" if word[at + 1 : at + 3] in {"ea", "eo"} else letter), "Z" if after in _FRONT else "g"
    if letter == "s":
        return letter, "z" if at and word[at - 1] in _VOWELS and after in _VOWELS else "s"
    if letter == "e":
        behind = word[at + 2 : at + 3]
        return letter, "e" if at == 0 or (after and after not in _VOWELS and behind not in _VOWELS) else ""
    return letter, letter


def _once(said: str) -> str:
    return "".join(sign for place, sign in enumerate(said) if place == 0 or said[place - 1] != sign)
