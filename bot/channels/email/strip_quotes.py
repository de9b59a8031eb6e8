"""The sender's own words in an e-mail: without quotes, forwarded messages, signatures and footers of mail programs.

Each line is checked with at most the four after it, without backtracking. Why no library is used:
docs/developers/decisions/0019.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.base.text import plain

_MAX_LINE = 300  # of the introduction of a quote
_MAX_LINES = 4
_TIME = re.compile(r"[0-9][:h][0-9]")
_WROTE = ("a ecrit", "wrote", "escribio", "schrieb", "ha scritto", "escreveu")
_BEGINS = ("le ", "on ", "el ", "am ", "il ", "em ", "en ")
_ORIGINAL = ("message d'origine", "message original", "mail original", "original message", "message initial")
_FORWARDED = ("message transfere", "forwarded message", "message reexpedie")
_FORWARDED_LINES = ("debut du message transfere", "begin forwarded message", "debut du message reexpedie")
_FIELDS = (
    "de", "from", "expediteur", "envoye", "sent", "date", "a", "to", "pour", "destinataire", "objet", "subject", "cc",
)  # fmt: skip
_OF_AUTHOR, _OF_TIME = ("de", "from", "expediteur"), ("envoye", "sent", "date")
_BY_PROGRAM = (
    "envoye de mon ", "envoye depuis ", "envoye a partir de ", "envoye avec ", "envoye par mon ", "sent from ", "sent with ",
    "telecharger outlook", "telechargez outlook", "obtenir outlook", "obtenez outlook", "get outlook", "provenance : courrier",
    "provenance: courrier", "garanti sans virus",
)  # fmt: skip
_MAX_PROGRAM_LINE = 120
_FAREWELLS = frozenset({
    "cordialement", "bien cordialement", "tres cordialement", "cdt", "cdlt", "bien a vous", "salutations", "sinceres salutations",
    "cordiales salutations", "meilleures salutations", "respectueusement",
})  # fmt: skip
_MAX_LINES_AFTER_FAREWELL, _MAX_AFTER_FAREWELL_CHARACTERS = 6, 80


@dataclass(frozen=True)
class OwnWords:
    """What is left of an e-mail.

    Attributes:
        is_forwarded: it ends with a forwarded message.
    """

    words: str
    is_forwarded: bool


def own_words(text: str) -> OwnWords:
    """Strip quotes, signatures and footers.

    Args:
        text: with lines separated by newlines.
    """
    lines = [line.replace("\u00a0", " ").replace("\u202f", " ").strip() for line in text.split("\n")]
    kept: list[str] = []
    place, is_forwarded = 0, False
    while place < len(lines):
        line = lines[place]
        if line.startswith(">"):
            place += 1
        elif (count := _introduced(lines, place)) > 0:
            place += count
            following = next((other for other in lines[place : place + _MAX_LINES] if other), "")
            if not following.startswith(">"):  # without > marks the whole rest is a quote
                break
        elif line == "--" or _begins_original(lines, place):
            break
        elif _begins_forwarded(line):
            is_forwarded = True
            break
        else:
            if not _is_of_program(line):
                kept.append(line)
            place += 1
    return OwnWords("\n".join(_without_farewell(kept)).strip(), is_forwarded)


def _folded(line: str) -> str:
    return plain(line[: _MAX_LINE + 1])


def _introduced(lines: Sequence[str], place: int) -> int:
    """Number of lines that introduce a quote here (« Le 27 nov. 2026 à 10:12, … a écrit : »), or 0."""
    if not _folded(lines[place]).startswith(_BEGINS):
        return 0
    said = ""
    for count, line in enumerate(lines[place : place + _MAX_LINES], start=1):
        said = f"{said} {line}".strip()
        if not line or len(said) > _MAX_LINE:
            return 0
        if said.endswith(":"):
            is_one = any(verb in _folded(said) for verb in _WROTE) and ("@" in said or _TIME.search(said) is not None)
            return count if is_one else 0
    return 0


def _begins_original(lines: Sequence[str], place: int) -> bool:
    """Whether the original message starts here, marked by a separator line or by its headers."""
    line = lines[place]
    if line.startswith("--") and _folded(line.strip("-_ ")).startswith(_ORIGINAL):
        return True
    start = place + 1 if line.startswith("_____") and not line.strip("_") else place
    head = lines[start : start + _MAX_LINES]
    if not head or _field(head[0]) not in {*_OF_AUTHOR, *_OF_TIME}:
        return False
    fields = {field for other in head if (field := _field(other))}
    is_whole = len(fields) >= 3 and not fields.isdisjoint(_OF_AUTHOR) and not fields.isdisjoint(_OF_TIME)
    return is_whole and (
        start > place or any("@" in other for other in head)
    )  # travel plans have « de », « à » and « date » too


def _field(line: str) -> str | None:
    """Name of the header field in a line, if any."""
    name, colon, _ = line.lstrip("* ").partition(":")
    name = _folded(name.strip("* ")) if colon and len(name) < 20 else ""
    return name if name in _FIELDS else None


def _begins_forwarded(line: str) -> bool:
    folded = _folded(line.strip("-_ "))
    return (line.startswith("--") and folded.startswith(_FORWARDED)) or folded.startswith(_FORWARDED_LINES)


def _is_of_program(line: str) -> bool:
    return len(line) <= _MAX_PROGRAM_LINE and _folded(line).startswith(_BY_PROGRAM)


def _without_farewell(lines: list[str]) -> list[str]:
    """Drop a closing farewell with the name or card below it, unless nothing else is left."""
    end = next((place + 1 for place in range(len(lines) - 1, -1, -1) if lines[place]), 0)
    lines = lines[:end]
    for place in range(end - 1, max(0, end - 2 - _MAX_LINES_AFTER_FAREWELL), -1):
        if _folded(lines[place].strip(" ,.!;")) in _FAREWELLS:
            is_card = all(len(line) <= _MAX_AFTER_FAREWELL_CHARACTERS for line in lines[place:])
            return lines[:place] if is_card and any(lines[:place]) else lines
    return lines
