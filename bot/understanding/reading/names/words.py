"""Word lists for names: first names, last names, particles, and words that are no names."""

from functools import cache

from bot.base.text import plain
from bot.understanding.reading.data_files import load_lines, load_yaml

_LISTS_OF_NAMES = ("first_names.txt", "given_names.txt", "family_names.txt", "word_surnames.txt", "surname_like.txt")


@cache
def word_list(file: str) -> frozenset[str]:
    """Folded words of a data file."""
    return frozenset(plain(word) for line in load_lines(f"reading/{file}") for word in line.split())


@cache
def small_words(kind: str) -> frozenset[str]:
    """One list of `name_words.yml`."""
    return frozenset(load_yaml("reading/name_words.yml")[kind])


def is_particle(word: str) -> bool:
    """Whether a word is a particle of last names ("de", "Le", "van")."""
    return plain(word) in small_words("particles") or plain(word) in small_words("small_particles")


def is_first_name(word: str) -> bool:
    """Whether a word is a French first name, or a hyphenated pair of them."""
    names, folded = word_list("first_names.txt"), plain(word)
    return folded in names or all(part in names for part in folded.split("-"))


def surname_frequency(word: str) -> int:
    """How common a first name is as a last name: 2 very, 1 somewhat, 0 hardly."""
    folded = plain(word)
    return 2 if folded in word_list("surname_like.txt") else int(folded in word_list("borne_by_both.txt"))


def is_only_first_name(word: str) -> bool:
    """Whether a word is surely a first name and no last name."""
    folded = plain(word)
    first, hyphen, _ = folded.partition("-")
    is_double = bool(hyphen) and first in small_words("begin_first_name")
    is_foreign = folded in word_list("given_names.txt") and folded not in word_list("family_names.txt")
    return not surname_frequency(word) and (is_double or is_foreign or is_first_name(word))


def is_only_last_name(word: str) -> bool:
    """Whether a word is listed as a last name and not as a first name."""
    folded = plain(word)
    return (
        folded in word_list("family_names.txt")
        and not is_first_name(word)
        and folded not in word_list("given_names.txt")
    )


def is_listed_name(word: str) -> bool:
    """Whether any list of names contains a word."""
    return any(plain(word) in word_list(file) for file in _LISTS_OF_NAMES)


def is_never_name(word: str) -> bool:
    """Whether a word is never part of a name ("bonjour", "nom"), unless its capital says so ("Parfait")."""
    folded, no_names = plain(word), word_list("not_names.txt")
    if is_particle(word) or (word[:1].isupper() and is_first_name(word)):
        return False
    if all(part in no_names for part in folded.split("-")):
        return True
    elided, apostrophe, rest = folded.partition("'")
    if apostrophe and elided in small_words("elided"):
        is_small = word[0].islower() and elided != "d"  # "d'Oise", "d'almeida"
        return rest in no_names or (is_small and rest in word_list("common_words.txt"))
    return word.islower() and folded in word_list("chatter.txt")


def is_ordinary(word: str) -> bool:
    """Whether a lower-case word is rather an ordinary French word."""
    is_borne = plain(word) in word_list("word_surnames.txt") or is_first_name(word) or is_particle(word)
    return word.islower() and not is_borne and plain(word) in word_list("common_words.txt")
