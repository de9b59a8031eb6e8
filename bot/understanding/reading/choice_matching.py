"""Matching a message to one of the offered choices, on every channel."""

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from bot.base import clock
from bot.base.registration import FIELDS
from bot.base.text import fold
from bot.understanding.reading.data_files import load_yaml
from bot.understanding.reading.directives import CHANGE_ANSWER, directive_of, interpret_directive, pending_name
from bot.understanding.reading.fields import resolve
from bot.understanding.reading.interpretation import NONE_OF_THEM, Interpretation
from bot.understanding.reading.resolution import Resolution, Status
from bot.understanding.reading.spans import Label, Span

MAX_NUMBER_DIGITS = 4  # int() refuses thousands of digits
_MAX_EXTRA_WORDS = 6  # besides those of the title


@functools.cache
def _words() -> dict[str, list[str]]:
    return {key: [fold(str(entry)) for entry in entries] for key, entries in load_yaml("reading/choices.yml").items()}


def strip_fillers(folded: str) -> str:
    """Strip filler words from folded text ("la", "numéro")."""
    small = set(_words()["small"])
    return " ".join(word for word in folded.split() if word not in small)


def _parse_ordinal(folded: str, offered: int) -> int | None:
    """Index that a number or an ordinal names, -1 for "none of them", None for anything else."""
    if not folded:  # punctuation only
        return None
    core = strip_fillers(folded) or folded.rsplit(maxsplit=1)[-1]  # "la une" consists of fillers
    if core.isdecimal():
        is_rank = len(core) <= MAX_NUMBER_DIGITS and core[0] != "0"  # « 02 » is a département
        return int(core) - 1 if is_rank and int(core) <= offered else None
    for key, words in _words().items():
        if (key.isdigit() or key in {"last", "none"}) and core in (strip_fillers(word) or word for word in words):
            if key == "none":
                return -1
            index = offered - 1 if key == "last" else int(key) - 1
            return index if index < offered else None
    return None


def is_bare_ordinal(text: str) -> bool:
    """Whether the message is only a number or an ordinal: « la 3 », « réponse 3 », « la dernière »."""
    rank = _parse_ordinal(fold(text), 10**MAX_NUMBER_DIGITS)
    return rank is not None and rank >= 0


def _is_day(words: str) -> bool:
    return resolve("availability", [Span(Label.DAY, words)], clock.today(), {}).status is Status.VALUE


def _refers_elsewhere(folded: str, titles: Sequence[str]) -> bool:
    """Whether an ordinal with other words refers to something other than the choices: « la 3 », « le 4 » (a date).

    A bare number always refers to the choices, and so does a day if all choices are days.
    """
    if folded == strip_fillers(folded):
        return False
    if CHANGE_ANSWER in map(directive_of, titles):
        return True
    if "la" in folded.split() or not _is_day(folded):  # a day is masculine
        return False
    return 0 < sum(map(_is_day, titles)) < len(titles)


def match_choice(text: str, titles: Sequence[str]) -> int | None:
    """Index of the title that a message picks, -1 for none of them, None if it picks nothing."""
    folded, names = fold(text), [fold(title) for title in titles]
    if folded in names and (text in titles or "?" not in text):
        return names.index(folded)
    if not folded or not titles or "?" in text or directive_of(text) is not None:
        return None
    if directive_of(text.partition(":")[0]) is not None:
        return None  # own words follow it
    if (rank := _parse_ordinal(folded, len(titles))) is not None:
        return None if rank >= 0 and _refers_elsewhere(folded, titles) else rank
    words_said = set(folded.split())
    if len(words_said) > _MAX_EXTRA_WORDS + max(len(name.split()) for name in names):
        return None
    cores = [strip_fillers(name) for name in names]
    matches = [
        index for index, core in enumerate(cores) if core and strip_fillers(folded) in {core, *_words().get(core, ())}
    ]
    if not matches and len(words_said) == 1:  # only the verb of a directive: "retirer"
        matches = [at for at, title in enumerate(titles) if names[at].startswith(f"{folded} ") and directive_of(title)]
    if not matches:  # the title inside a short sentence
        words, turning = [set(name.split()) for name in names], set(_words()["turning"])
        fewest = max(2, len(words_said) - _MAX_EXTRA_WORDS + 2)
        matches = [
            at
            for at, one in enumerate(words)
            if len(one) >= fewest and one <= words_said and not turning & (words_said - one)
        ]
    return matches[0] if len(matches) == 1 else None


def interpret_choice(index: int, titles: Sequence[str], slots: Mapping[str, Any]) -> Interpretation | None:
    """Interpretation of a picked choice, or None if its title must be processed like any other message.

    Args:
        index: of the picked title, -1 for none of them.
        slots: before the message; `choices` maps titles to directives.
    """
    directives: Mapping[str, str] = slots.get("choices") or {}
    if index < 0:
        asked = pending_name(slots) if any(what.startswith("value:") for what in directives.values()) else ""
        return (
            Interpretation(resolutions={asked: Resolution(Status.INVALID, reason=NONE_OF_THEM)})
            if asked in FIELDS
            else None
        )
    directive = directives.get(titles[index])
    return None if directive is None else interpret_directive(directive, slots)
