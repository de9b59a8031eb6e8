"""References to a note, a field, the remark or a request: "la deuxième", "toutes mes réponses", "mon mail"."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from bot.base.registration import FIELDS
from bot.base.text import fold
from bot.understanding.reading.choice_matching import match_choice, strip_fillers
from bot.understanding.reading.data_files import load_yaml

ALL = "all"
REMARK, REQUEST = "remark", "request"
_MIN_SIMILARITY = 80  # percent
_MAX_EXACT_LETTERS = 2  # shorter words must match exactly
_MAX_NOTES = 9


def _note_words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = load_yaml("reading/note_references.yml")
    return words


def parse_note_reference(named: Sequence[str]) -> str | None:
    """Number of the note that the words name, "all" for all of them, None if they name none."""
    folded = [fold(words) for words in named]
    if any(f" {all_of_them} " in f" {words} " for words in folded for all_of_them in _note_words()["all"]):
        return ALL
    for word in strip_fillers(" ".join(folded)).split():
        index = match_choice(word, ["…"] * (3 if word.startswith("derni") else _MAX_NOTES))
        if index is not None and index >= 0:
            return str(index + 1)
    return None


def find_note_number(text: str) -> str | None:
    """Number of the first note that a sentence names by its position, None if there is none.

    Used if no span marks the words that name the note.
    """
    words = fold(text).split()
    note_words, other = ({*map(fold, _note_words()[key])} for key in ("beside_a_place", "of_something_else"))
    for index, word in enumerate(words):
        following = {*words[index + 1 : index + 2]}
        around = {*words[max(index - 1, 0) : index]} | following
        if (
            around & note_words
            and not following & other
            and (number := parse_note_reference([word])) not in {None, ALL}
        ):
            return number
    return None


def names_other(text: str) -> str | None:
    """Whether a sentence names the remark (`REMARK`) or a request for a person (`REQUEST`), None for neither."""
    words = f" {fold(text)} "
    return next((one for one in (REMARK, REQUEST) if any(f" {name} " in words for name in _note_words()[one])), None)


def parse_field_reference(named: str, pending: str | None = None) -> str | None:
    """The field that the words name, typos allowed, or None without one.

    Args:
        pending: name of the pending question.
    """
    if pending in FIELDS and fold(named) in load_yaml("reading/field_names.yml")[pending].get("at_its_question", ()):
        return pending
    for word in fold(named).split():
        for field in FIELDS:
            words = load_yaml("reading/field_names.yml")[field]["words"]
            if word in words or (len(word) > _MAX_EXACT_LETTERS and _is_typo(word, words)):
                return field
    return None


def _is_typo(word: str, words: Sequence[str]) -> bool:
    return process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=_MIN_SIMILARITY) is not None
