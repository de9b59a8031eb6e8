"""Extracting a name from its surrounding words: "Mme Dupont", "c'est le goff yann", "D U P O N D, Dupond quoi"."""

import re
import unicodedata
from collections.abc import Sequence

from bot.base.text import plain
from bot.understanding.reading.names.letters import join_spelled
from bot.understanding.reading.names.words import (
    is_listed_name,
    is_never_name,
    is_ordinary,
    is_particle,
    small_words,
    word_list,
)

_MAX_CHARACTERS = 200
_MAX_WORDS = 12  # of a text that only contains a name
_MAX_BARE_WORDS = 5  # of a span that is only a name
_WORD = re.compile(r"[^\W\d_]+(?:(?:\.?-|['’ʼ`´])[^\W\d_]+)*")
_ELIDED = re.compile(r"(?<![\w'’])([dlnomk]['’ʼ`´])\s+(?=[^\W\d_])", re.IGNORECASE)
_LOST_APOSTROPHE = re.compile(
    r"^([dlo](?=\s[aeiouyéèêïôh])|o(?=\s\w)|n(?=\s[b-df-hj-np-tv-z]))\s(?=[^\W\d_]{3,}$)", re.IGNORECASE
)
_SAID_HYPHEN = re.compile(r"(?<=[^\W\d_]{2})\s+(?:tiret|trait d['’ ]union|[-–])\s+(?=[^\W\d_]{2})", re.IGNORECASE)
_DE_LA = re.compile(r"\W*de la (?=\w)", re.IGNORECASE)  # "de la rue"


def extract_name(text: str) -> tuple[str, ...] | None:
    """Words of the name in a text, without titles, or None without a name."""
    text = unicodedata.normalize("NFC", text[:_MAX_CHARACTERS])
    text = _SAID_HYPHEN.sub("-", _ELIDED.sub(r"\1", join_spelled(text)))
    text = _LOST_APOSTROPHE.sub(r"\1'", text.strip())
    tokens = [token for token in _WORD.finditer(text) if plain(token[0]) not in word_list("civilities.txt")]
    if not tokens or len(tokens) > _MAX_WORDS or text.lstrip()[:1].isdecimal():
        return None
    words = [token[0] for token in tokens]
    if len(words) == 1 and words[0][0].isupper() and plain(words[0]) in small_words("homographs"):
        return (words[0],)
    of_name = [True] * 3 if len(words) == 3 and _DE_LA.match(text) else _may_be_name(words)
    runs = _runs(text, tokens, of_name)
    proper = [run for run in runs if any(word[0].isupper() for word in run)]
    if len({plain(" ".join(run)) for run in proper}) > 1:
        return None  # several names: the tagger did not tell which
    chosen = proper or [run for run in runs if len(words) < 4 or any(map(is_listed_name, run))]
    return chosen[0] if chosen else None


def _may_be_name(words: Sequence[str]) -> list[bool]:
    """Which words can belong to a name. In a sentence, ordinary words and its capitalised first word cannot."""
    lowered = [words[0].lower() if len(words) > 1 else words[0], *words[1:]]
    no_name = [is_never_name(word) for word in lowered]
    if len(words) == 1 or not (
        any(no_name) or len(words) > _MAX_BARE_WORDS or any(word[0].isupper() for word in words)
    ):
        return [not no for no in no_name]
    held = [False, *(is_particle(word) and not any(no_name) for word in words)]  # "Le clair", but "je le garde"
    return [
        not (no or (is_ordinary(word) and not is_held))
        for no, word, is_held in zip(no_name, lowered, held, strict=False)
    ]


def _runs(text: str, tokens: Sequence[re.Match[str]], of_name: Sequence[bool]) -> list[tuple[str, ...]]:
    """Groups of adjacent name words, in order. A group after "pas" is dropped."""
    runs: list[list[str]] = []
    end, before = -1, ""
    for token, is_of_name in zip(tokens, of_name, strict=True):
        if is_of_name:
            if end < 0 or text[end : token.start()].strip():
                runs.append(["pas"] if before == "pas" else [])
            runs[-1].append(token[0])
        end, before = (token.end() if is_of_name else -1), plain(token[0])
    return [words for run in runs if run[0] != "pas" and (words := _without_end(run, is_bare=all(of_name)))]


def _without_end(run: list[str], *, is_bare: bool) -> tuple[str, ...]:
    """The run without trailing single letters and particles, empty if no name is left."""
    end = len(run)
    while (
        end > 1 and run[end - 1].islower() and (len(run[end - 1]) == 1 or (not is_bare and is_particle(run[end - 1])))
    ):
        end -= 1
    is_name = any(len(word) > 1 and not is_particle(word) for word in run[:end])
    return tuple(run[:end]) if is_name else ()
