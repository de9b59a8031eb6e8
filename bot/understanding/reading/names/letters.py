"""Spelled names: "B.é.r.a.r.d", "dé u pé o enne dé", "L comme Lucien, E, B comme Bernard"."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from bot.base.text import plain
from bot.understanding.reading.data_files import load_yaml

_TOKEN = re.compile(r"[^\W\d_]+|\d")
_MIN_LETTERS = 3  # of a run next to other words
_MAX_PHRASE_WORDS = 4
_MIN_SIMILARITY = 70  # percent, of a name and its spelling


class _Run(NamedTuple):
    """Letters spelled between two token indices (end exclusive), and the word that they form."""

    letters: int
    start: int
    end: int
    word: str


@cache
def _phrases() -> dict[tuple[str, ...], tuple[str, str]]:
    """Kind (letter, radio, mark, join, twice, filler) and character of each phrase."""
    data = load_yaml("reading/letter_names.yml")
    phrases = {
        phrases: (kind, sign)
        for kind, signs in data["said"].items()
        for sign, all_ in signs.items()
        for phrases in all_
    }
    phrases |= {word: ("radio", word[0]) for word in data["radio"]}
    marks = [phrase for phrase, (kind, _) in phrases.items() if kind == "mark"]
    phrases |= {f"{lead} {phrase}": phrases[phrase] for lead in data["mark_leads"] for phrase in marks}
    return {tuple(phrase.split()): value for phrase, value in phrases.items()}


def letter_of(word: str) -> str | None:
    """Letter that a word names ("dé", "emme", "k"), or None for other words."""
    kind, letter, _ = _spelling_at([word], 0)
    return letter if kind == "letter" else None


def join_spelled(text: str) -> str:
    """Text with its spelled word joined. The same name next to it is kept once, as spelled."""
    tokens = list(_TOKEN.finditer(text))
    words = [token[0] for token in tokens]
    run = max((_run_at(words, start) for start in range(len(words))), key=lambda run: run.letters, default=None)
    if run is None or run.letters < (_MIN_LETTERS if run.end - run.start < len(words) else 2):
        return text
    before, after = text[: tokens[run.start].start()], text[tokens[run.end - 1].end() :]
    for part in (before, after):
        if repetition := _repetition_of(part, run.word):
            is_accented = run.word != plain(run.word) and _bare(repetition) == repetition.lower()
            is_said_well = _bare(repetition) == _bare(run.word) and not is_accented
            rest = part if is_said_well else part.replace(repetition, run.word, 1)
            return f"{rest} {after}" if part is before else f"{before} {rest}"
    return f"{before}{run.word}{after}"


def _run_at(words: list[str], start: int) -> _Run:
    characters: list[str] = []
    letters, times, position, end = 0, 1, start, start
    while position < len(words):
        kind, character, used = _spelling_at(words, position)
        if not used or (not characters and kind not in {"letter", "radio", "twice"}):
            break
        position += used
        if kind in {"letter", "radio"}:
            characters += [character] * times
            letters, end = letters + 1, position
        elif kind == "mark":
            characters[-1] = unicodedata.normalize("NFC", unicodedata.normalize("NFD", characters[-1])[0] + character)
            end = position
        elif kind == "join":
            characters.append(character)
        times = 2 if kind == "twice" else 1
    return _Run(letters, start, end, "".join(characters).rstrip("-' "))


def _spelling_at(words: list[str], position: int) -> tuple[str, str, int]:
    """Kind, character and number of words spelled at a position, 0 words if none."""
    folded = [plain(word) for word in words[position : position + _MAX_PHRASE_WORDS]]
    spelling = ("", "", 0)
    if folded and len(folded[0]) == 1 and folded[0].isalpha() and words[position] != "à":
        spelling = ("letter", words[position].lower(), 1)
    for size in range(1, len(folded) + 1):
        kind, character = _phrases().get(tuple(folded[:size]), ("", ""))
        if kind and (kind != "twice" or _spelling_at(words, position + size)[0] == "letter"):
            spelling = (kind, character, size)
    is_as_in = spelling[0] == "letter" and folded[spelling[2] :][:1] == ["comme"] and len(folded) > spelling[2] + 1
    return (*spelling[:2], spelling[2] + 2) if is_as_in else spelling  # "B comme Bernard"


def _repetition_of(text: str, spelt: str) -> str:
    """Words of a text that the spelled name repeats, "" without any."""
    tokens = list(_TOKEN.finditer(text))
    groups = [text[one.start() : last.end()] for at, one in enumerate(tokens) for last in tokens[at : at + 3]]
    likely = max(groups, key=lambda group: ratio(_bare(group), _bare(spelt)), default="")
    return likely if len(likely) > 1 and ratio(_bare(likely), _bare(spelt)) >= _MIN_SIMILARITY else ""


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", plain(text))
