"""What is known about words of names: first names, particles, words that no name holds."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from bot.reading.chat_words import SHORT_FORMS, plain

DATA = Path(__file__).resolve().parent.parent / "data" / "reading"

# Inside a name they belong to the last name that follows; the first group is written small in French.
SMALL_PARTICLES = frozenset({"de", "d", "du", "des", "von", "van", "der", "den", "ter", "ten", "zu", "y", "e"})
CAPITAL_PARTICLES = frozenset({
    "le", "la", "les", "l", "da", "das", "dos", "do", "di", "del", "della", "ben", "bin", "ibn", "bou", "ould", "abd", "ait", "el", "al", "san", "saint", "sainte",
    "st", "ste", "mac", "mc", "o", "ap", "bent", "bint", "wa",
})  # fmt: skip
PARTICLES = SMALL_PARTICLES | CAPITAL_PARTICLES

# Names that are also words of grammar or chat: taken as names when they stand alone and begin with a capital.
_HOMOGRAPHS = frozenset({
    "le", "la", "ma", "tu", "son", "sa", "ta", "an", "on", "si", "ni", "se", "ou", "ne", "me", "re", "mes", "car", "mal", "bien", "dit", "va", "vis", "ses",
    "toi",
})  # fmt: skip
# First names that are rather words when they are written small.
_SAID_OFTEN = frozenset(
    {
        "aime",
        "juste",
        "mai",
        "lois",
        "honore",
        "parfait",
        "bienvenu",
        "modeste",
        "innocent",
        "constant",
        "ion",
        "roman",
        "pape",
        "fidele",
    }
)
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
def _borne_by_both() -> frozenset[str]:
    return frozenset(fold_name(name) for line in _lines("borne_by_both.txt") for name in line.split())


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


def first_name_spellings(word: str) -> tuple[str, ...]:
    """Returns the listed first names that are spelt like the word but for accents and capitals."""
    return _first_names().get(fold_name(word), ())


def is_first_name(word: str) -> bool:
    """Returns whether the word is a listed first name, or a hyphenated pair that begins with one."""
    folded = fold_name(word)
    if folded in _first_names():
        return True
    first, hyphen, rest = folded.partition("-")
    return bool(hyphen) and first in _first_names() and (rest in _first_names() or first in _COMPOUND_STARTS)


def is_pet_name(word: str) -> bool:
    """Returns whether a word is made as pet names are ("Doudou", "Titi", "Lilou") or is an ordinary word ("Poussin")."""
    folded = fold_name(word)
    half = len(folded) // 2
    is_doubled = len(folded) in {4, 6} and folded[:half] == folded[half:]
    return is_doubled or (is_word(word) and not is_word_surname(word) and not is_first_name(word))


def is_surname_like(word: str) -> bool:
    """Returns whether the word is a first name that very many families bear."""
    return fold_name(word) in _surname_like()


def borne_by_families(word: str) -> int:
    """Returns how commonly families bear a first name: 2 very, 1 somewhat, 0 hardly."""
    parts = fold_name(word).split("-")
    is_borne = all(part in _borne_by_both() or part in _surname_like() for part in parts)
    return 2 if is_surname_like(word) else int(is_borne)


def is_word(word: str) -> bool:
    """Returns whether a word is an ordinary one of French, whoever may be called so."""
    folded = fold_name(word)
    elided, _, rest = folded.partition(" ")  # an apostrophe is a space once folded
    return folded in common_words() or folded in _not_names() or (elided in _ELIDED and rest in common_words())


def is_word_surname(word: str) -> bool:
    """Returns whether an ordinary word is one that many families bear as their name ("Petit", "Boulanger")."""
    return fold_name(word) in _word_surnames()


def has_telling_capital(word: str) -> bool:
    """Returns whether a word is written as names are: a capital, and not all of it."""
    return word[:1].isupper() and not (len(word) > 1 and word.isupper())


def is_ordinary(word: str) -> bool:
    """Returns whether a word, as it is written, is an ordinary word rather than a part of a name."""
    is_borne = (
        is_word_surname(word) or is_particle(word) or (is_first_name(word) and fold_name(word) not in _SAID_OFTEN)
    )
    return is_word(word) and not (is_borne or has_telling_capital(word))


def starts_compound(word: str) -> bool:
    """Returns whether the first name often begins a double one ("Jean Luc")."""
    return fold_name(word) in _COMPOUND_STARTS


def is_particle(word: str) -> bool:
    """Returns whether the word is a particle of last names ("de", "le", "van")."""
    return fold_name(word) in PARTICLES and word not in {"O", "L"}  # initials


def is_homograph(word: str) -> bool:
    """Returns whether a word of grammar is written like the short names that share its letters ("Le", "Ma")."""
    return word[:1].isupper() and fold_name(word) in _HOMOGRAPHS


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


def is_chat(word: str) -> bool:
    """Returns whether a word is a short form or a small word of chat ("jpp", "ouais"), and no first name."""
    folded = fold_name(word)
    return (folded in SHORT_FORMS or folded in _chatter()) and folded not in _first_names()


def _is_chatter(folded: str) -> bool:
    """Returns whether a small word is one of chat, or an adverb, rather than the name that it may be too."""
    if folded in _chatter() or (folded in SHORT_FORMS and folded not in _first_names()):
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
