"""Names with proper capitals: "le bihan" → "Le Bihan", "D'ARC" → "d'Arc", "anne-sophie" → "Anne-Sophie"."""

import re
import unicodedata

from bot.reading.name_words import SMALL_PARTICLES, fold_name

_PARTS = re.compile(r"([-' ])")
_WRITTEN_SMALL_INSIDE = frozenset({"de", "du", "des", "sur", "sous"})

_SMALL_IN_FIRST_NAME = frozenset({"de", "da", "do", "das", "dos", "del", "los", "las"})


def tidy_name(words: str, *, is_last_name: bool) -> str:
    """Returns a name with proper capitals; accents and a mixed case of one's own ("McDonald", "DiCaprio") are kept."""
    tidied = [_tidy_word(word, is_last_name=is_last_name) for word in words.split()]
    if not is_last_name:  # "Maria do Céu"
        tidied = [
            word.lower() if rank and fold_name(word) in _SMALL_IN_FIRST_NAME else word
            for rank, word in enumerate(tidied)
        ]
    if is_last_name and len(tidied) > 2 and tidied[0] == "de" and tidied[1] in {"la", "les"}:
        tidied[1] = tidied[1].title()
    return unicodedata.normalize("NFC", " ".join(tidied))


def _tidy_word(word: str, *, is_last_name: bool) -> str:
    word = word.replace("’", "'").replace("ʼ", "'").replace("`", "'").replace("´", "'")
    if not (word.islower() or word.isupper()):
        return word[:1].title() + word[1:] if word[:1].islower() and "'" not in word[:2] else word
    if is_last_name and fold_name(word) in SMALL_PARTICLES and len(word) > 1:
        return word.lower()
    parts = _PARTS.split(word.lower())
    return "".join(_tidy_part(parts, position, is_last_name=is_last_name) for position in range(len(parts)))


def _tidy_part(parts: list[str], position: int, *, is_last_name: bool) -> str:
    part = parts[position]
    following = parts[position + 1] if position + 1 < len(parts) else ""
    if part == "d" and following == "'" and is_last_name:
        return part
    if position and following == "-" and part in _WRITTEN_SMALL_INSIDE:
        return part
    if part.startswith("mc") and len(part) > 4:
        return "Mc" + part[2:3].title() + part[3:]
    return part[:1].title() + part[1:]
