"""Splitting a span into first and last name, only if the name lists leave no doubt."""

from collections.abc import Sequence
from itertools import chain

from bot.base.text import plain
from bot.understanding.reading.names.words import (
    is_first_name,
    is_only_first_name,
    is_only_last_name,
    is_particle,
    small_words,
    surname_frequency,
)

_Units = Sequence[Sequence[str]]  # words, each with its particles
_VERY_COMMON = 2  # « Martin » (see `surname_frequency`)
_MAX_SHORT_FORM_LETTERS = 2  # a short form ("Anne So") is no last name


def split_name(words: Sequence[str], *, is_first: bool) -> tuple[list[str], list[str]]:
    """Words of the first name and of the last name. Either may be empty.

    Args:
        is_first: the span is labelled as a first name.
    """
    units = _units(words)
    whole = (list(words), []) if is_first else ([], list(words))
    shouted = [unit for unit in units if unit[-1].isupper()]
    if shouted and len(shouted) < len(units) and all(len(unit[-1]) > 1 for unit in units):
        return _words([unit for unit in units if unit not in shouted]), _words(shouted)
    if is_first and plain(words[-1]) in small_words("end_first_name"):
        return whole
    for cut in range(1, len(units)):
        for first, last in ((units[:cut], units[cut:]), (units[cut:], units[:cut])):
            if _is_sure(first, last, is_first=is_first):
                return _words(first), _words(last)
    return whole


def _units(words: Sequence[str]) -> list[list[str]]:
    """Words grouped with the particles before them ("de La Tour")."""
    units: list[list[str]] = []
    for before, word in zip(["", *words], words, strict=False):
        if not is_particle(before) or not units:
            units.append([])
        units[-1].append(word)
    return units


def _words(units: _Units) -> list[str]:
    return list(chain.from_iterable(units))


def _are_given(units: _Units) -> bool:
    return all(len(unit) == 1 and is_first_name(unit[0]) for unit in units)


def _is_sure(first: _Units, last: _Units, *, is_first: bool) -> bool:
    """Whether one part can only be the first name and the other hardly is one."""
    if len(first[0]) > 1 or any(len(unit) > 1 and not _is_devotion(unit) for unit in first):
        return False
    is_given = all(is_only_first_name(unit[-1]) for unit in first)
    is_family = all(_is_family(unit) for unit in last)
    if is_first or is_family:
        is_other = (
            list(map(len, last)) == [1] and len(last[0][0]) > _MAX_SHORT_FORM_LETTERS and not is_first_name(last[0][0])
        )
        return (is_given and (is_other or is_family)) or (is_family and _are_given(first))
    if (
        [*map(len, (*last, *first))] == [1, 1]
        and surname_frequency(first[0][0]) < _VERY_COMMON
        and not is_first_name(last[0][0])
    ):
        return _are_given(first) and len(last[0][0]) > _MAX_SHORT_FORM_LETTERS  # "Castaing Julien"
    borne = [surname_frequency(unit[0]) if len(unit) == 1 else 0 for unit in last]
    if _are_given(first) and min(borne) > max(surname_frequency(unit[0]) for unit in first):
        return True  # "Martin Bruno"
    return is_given and not any(_is_devotion(unit) if len(unit) > 1 else is_first_name(unit[0]) for unit in last)


def _is_family(unit: Sequence[str]) -> bool:
    """Whether a word with its particles can only be a last name."""
    if len(unit) > 1 and plain(unit[0]) not in small_words("small_in_first_name"):
        return not is_first_name(unit[-1])  # "Le Bihan"
    return is_only_last_name(unit[-1]) and len(unit[-1]) > _MAX_SHORT_FORM_LETTERS


def _is_devotion(unit: Sequence[str]) -> bool:
    """Whether words end a Portuguese or Spanish first name ("Maria do Céu", "Maria de Fátima")."""
    return plain(unit[0]) in small_words("small_in_first_name") and is_only_first_name(unit[-1])
