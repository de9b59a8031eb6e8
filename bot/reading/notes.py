"""Which note or field somebody names: "la deuxième", "toutes mes réponses", "mon mail"."""

import functools
from collections.abc import Sequence

import yaml
from rapidfuzz import process

from bot.reading.choices import pick
from bot.reading.text import fold
from bot.settings import DATA

ALL = "all"
_ALIKE = 80  # of 100, of a word that names a field
_MOST_NOTES = 9


@functools.cache
def _words() -> dict[str, list[str]]:
    """Returns the words that name each field, and those that name all notes."""
    words: dict[str, list[str]] = yaml.safe_load((DATA / "reading" / "named.yml").read_text(encoding="utf-8"))
    return words


def which_note(named: Sequence[str]) -> str | None:
    """Returns the number of the note that the words name, "all" for all of them, None when they do not say.

    Args:
        named: the words that say which, span by span.
    """
    folded = [fold(words) for words in named]
    if any(set(words.split()) & set(_words()["all"]) for words in folded):
        return ALL
    for words in folded:
        for word in words.split():
            if (
                index := pick(word, ["…"] * (3 if word.startswith("derni") else _MOST_NOTES))
            ) is not None and index >= 0:
                return str(index + 1)
    return None


def which_field(named: str) -> str | None:
    """Returns the field that the words name, or nearly name, if any."""
    for word in fold(named).split():
        for field, words in _words().items():
            if field != "all" and process.extractOne(word, words, score_cutoff=_ALIKE) is not None:
                return field
    return None
