"""What is known about words of names: first names, particles, words that no name holds."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from bot.reading.text import plain

DATA = Path(__file__).resolve().parent.parent / "data" / "reading"

# Inside a name they belong to the last name that follows; the first group is written small in French.
SMALL_PARTICLES = frozenset({"de", "d", "du", "des", "von", "van", "der", "den", "ter", "ten", "zu", "y", "e"})
CAPITAL_PARTICLES = frozenset({
    "le", "la", "les", "l", "da", "das", "dos", "do", "di", "del", "della", "ben", "bin", "ibn", "bou", "ould", "abd", "ait", "el", "al", "san", "saint", "sainte",
    "st", "ste", "mac", "mc", "o", "ap", "bent", "bint", "wa",
})  # fmt: skip
PARTICLES = SMALL_PARTICLES | CAPITAL_PARTICLES

_KEYBOARD_ROWS = tuple(
    row[::step] for row in ("azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm") for step in (1, -1)
)  # fmt: skip
_SHORTEST_ROW = 4
_SHORTEST_NOISE = 3
_ELIDED = frozenset({"l", "n", "m", "s", "t", "qu", "j", "c"})
_AFTER_D = frozenset(
    {"abord", "accord", "ailleurs", "avance", "habitude", "hab", "office", "urgence", "apres", "avant"}
)
_AFTER_VERB = frozenset({"moi", "toi", "vous", "nous", "en", "y", "le", "la", "les", "lui", "leur", "je", "tu", "il"})
_COMPOUND_STARTS = frozenset({"jean", "marie", "anne", "thi"})


def fold_name(word: str) -> str:
    """Returns a word of a name in lower case without accents; letters of other scripts are kept."""
    return plain(word)


def _lines(name: str) -> list[str]:
    with (DATA / name).open(encoding="utf-8") as lines:
        return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def read_words(name: str) -> frozenset[str]:
    """Returns the words of a data file that are folded already, several a line."""
    return frozenset(word for line in _lines(name) for word in line.split())


@lru_cache(maxsize=1)
def _first_names() -> dict[str, tuple[str, ...]]:
    spellings: dict[str, list[str]] = {}
    for name in _lines("first_names.txt"):
        spellings.setdefault(fold_name(name), []).append(name)
    return {folded: tuple(names) for folded, names in spellings.items()}


@lru_cache(maxsize=1)
def _surname_like() -> frozenset[str]:
    return frozenset(fold_name(name) for line in _lines("surname_like.txt") for name in line.split())


@lru_cache(maxsize=1)
def _not_names() -> frozenset[str]:
    return read_words("not_names.txt")


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Returns the French words, folded, that are commoner than the names spelt alike."""
    return frozenset(_lines("common_words.txt"))


@lru_cache(maxsize=1)
def _chatter() -> frozenset[str]:
    return read_words("chatter.txt")


@lru_cache(maxsize=1)
def _word_surnames() -> frozenset[str]:
    return frozenset(fold_name(name) for line in _lines("word_surnames.txt") for name in line.split())


def is_first_name(word: str) -> bool:
    """Returns whether the word is a listed first name, or a hyphenated pair that begins with one."""
    folded = fold_name(word)
    if folded in _first_names():
        return True
    first, hyphen, rest = folded.partition("-")
    return bool(hyphen) and first in _first_names() and (rest in _first_names() or first in _COMPOUND_STARTS)


def is_surname_like(word: str) -> bool:
    """Returns whether the word is a first name that very many families bear."""
    return fold_name(word) in _surname_like()


def is_word(word: str) -> bool:
    """Returns whether a word is an ordinary one of French, whoever may be called so."""
    folded = fold_name(word)
    elided, _, rest = folded.partition(" ")  # an apostrophe is a space once folded
    return folded in common_words() or folded in _not_names() or (elided in _ELIDED and rest in common_words())


def is_word_surname(word: str) -> bool:
    """Returns whether an ordinary word is one that many families bear as their name ("Petit", "Boulanger")."""
    return fold_name(word) in _word_surnames()


def is_particle(word: str) -> bool:
    """Returns whether the word is a particle of last names ("de", "le", "van")."""
    return fold_name(word) in PARTICLES and word not in {"O", "L"}  # initials


def can_be_in_name(word: str) -> bool:
    """Returns whether a word may be part of a person's name, as far as the word alone tells."""
    folded = fold_name(word)
    if any(unicodedata.category(character)[0] == "N" for character in word):  # "²" counts as a letter to `re`
        return False
    if folded in PARTICLES or (len(word) == 1 and word.isupper()):
        return True
    if folded in _not_names() or (word.islower() and _is_chatter(folded)):
        return False
    if "-" in folded and _is_verb_with_pronoun(folded):
        return False
    elided, _, rest = folded.partition(" ")
    if elided == "d" and rest in _AFTER_D and word[:1].islower():
        return False
    if rest and ((elided in {"j", "c", "qu", "s", "t"} and word[:1].islower()) or rest in _not_names()):
        return False
    return not _is_noise(folded)


def _is_verb_with_pronoun(folded: str) -> bool:
    """Returns whether a word with a hyphen is a verb and its pronoun ("vas-y", "excusez-moi", "restons-en")."""
    parts = folded.split("-")
    is_ordered = parts[-1] in _AFTER_VERB and (parts[0].endswith(("ez", "ons")) or parts[0] in common_words())
    return all(part in _not_names() for part in parts) or (
        is_ordered and parts[0] not in _first_names() and parts[0] not in _word_surnames()
    )


def _is_chatter(folded: str) -> bool:
    """Returns whether a small word is one of chat, or an adverb, rather than the name that it may be too."""
    if folded in _chatter():
        return True
    return folded.endswith("ment") and folded in common_words() and folded not in _word_surnames()


def _is_noise(folded: str) -> bool:
    """Returns whether letters look thrown at the keyboard: no vowel in a Latin word, a letter held down, a row of keys."""
    if len(folded) >= _SHORTEST_ROW and any(folded in row for row in _KEYBOARD_ROWS):
        return True
    letters = [character for character in folded if character.isalpha()]
    if any(a == b == c for a, b, c in zip(letters, letters[1:], letters[2:], strict=False)):
        return True
    is_latin = all(unicodedata.name(character, "").startswith("LATIN") for character in letters)
    return is_latin and len(letters) >= _SHORTEST_NOISE and not set(letters) & set("aeiouyıəøœæ")
