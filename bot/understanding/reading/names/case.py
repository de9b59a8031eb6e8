"""Capitalisation of names: "le bihan" → "Le Bihan", "D'ARC" → "d'Arc", "anne-sophie" → "Anne-Sophie"."""

import re
import unicodedata
from collections.abc import Sequence

from bot.base.text import plain
from bot.understanding.reading.names.words import is_particle, small_words, word_list

_PARTS = re.compile(r"([-' ])")
_APOSTROPHES = str.maketrans("’ʼ`´", "''''")


def capitalise_name(words: Sequence[str], *, is_last_name: bool) -> str:
    """Capitalise the words of a name. Accents and individual mixed case are kept."""
    words = [word.translate(_APOSTROPHES) for word in words]
    is_own_case = any(word[:1].isupper() and not word.isupper() for word in words)
    tidied = [
        _capitalise_word(words, rank, is_last_name=is_last_name, is_own_case=is_own_case) for rank in range(len(words))
    ]
    return unicodedata.normalize("NFC", " ".join(tidied))


def _capitalise_word(words: Sequence[str], rank: int, *, is_last_name: bool, is_own_case: bool) -> str:
    word = words[rank]
    folded, is_small = plain(word), word.islower()
    if not (is_small or word.isupper()):
        return word[:1].title() + word[1:] if word[:1].islower() and "'" not in word[:2] else word
    if not is_last_name and rank and folded in small_words("small_in_first_name"):
        return word.lower()
    is_inner = is_last_name and rank < len(words) - 1
    if is_inner and is_own_case and is_small and is_particle(word) and (rank or folded not in small_words("articles")):
        return word  # "Ferreira da Silva", "de la Tour"; but "Le Goff" for "le Goff"
    if is_inner and folded in small_words("small_particles") and (is_small or not is_own_case):
        return word.lower()
    parts = _PARTS.split(word.lower())
    return "".join(_capitalise_part(parts, position, is_last_name=is_last_name) for position in range(len(parts)))


def _capitalise_part(parts: list[str], position: int, *, is_last_name: bool) -> str:
    part = parts[position]
    following = parts[position + 1] if position + 1 < len(parts) else ""
    if part == "d" and following == "'" and is_last_name:
        return part
    if position and following == "-" and part in small_words("small_inside"):
        return part
    if part.startswith("mc") and len(part) > 4:
        return "Mc" + part[2:].title()
    if part.startswith("mac") and plain(part[3:]) in word_list("gaelic_names.txt"):
        return "Mac" + part[3:].title()
    return part[:1].title() + part[1:]
