"""Texts cut to the length that one Telegram message may have, counted as Telegram counts: in UTF-16 units."""

import re
import unicodedata

LONGEST_TEXT = 4096
_BLANKS = re.compile(r"\s+")
_ENDS_OF_SENTENCES = frozenset(".!?…»")
_JOINER = "\u200d"
_EARLIEST_CUT = 4  # a cut in the first quarter would leave a stub


def units(text: str) -> int:
    """Returns the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int = LONGEST_TEXT) -> list[str]:
    """Returns a text in pieces that are not empty and no longer than `limit` UTF-16 units, cut as a reader would."""
    rest = text.encode("utf-8", "ignore").decode("utf-8").strip()
    pieces = []
    while units(rest) > limit:
        head = _head(rest, limit)
        end, start = _cut(head, rest)
        pieces.append(rest[:end].rstrip())
        rest = rest[start:].lstrip()
    return [piece for piece in [*pieces, rest] if piece]


def _head(text: str, limit: int) -> str:
    """Returns as many characters as fit."""
    head = text[:limit]
    while units(head) > limit:
        head = head[: len(head) - max(1, (units(head) - limit) // 2)]
    return head


def _cut(head: str, whole: str) -> tuple[int, int]:
    """Returns where the piece ends and where the next one starts."""
    window = whole[: len(head) + 1]  # one further: the head may end exactly at a limit
    places = [blanks for blanks in _BLANKS.finditer(window) if len(head) // _EARLIEST_CUT < blanks.start()]
    if places:
        best = max(places, key=lambda blanks: (_worth(blanks), blanks.start()))
        return min(best.start(), len(head)), best.end()
    end = len(head)
    while end > 1 and _belongs_to_what_precedes(whole, end):
        end -= 1
    end = end if end > 1 else len(head)
    return end, end


def _worth(blanks: re.Match[str]) -> int:
    """Returns how good it is to cut at blanks: best after a paragraph, then after a line, a sentence, a word."""
    if lines := blanks[0].count("\n"):
        return 1 + min(lines, 2)
    return int(blanks.string[blanks.start() - 1] in _ENDS_OF_SENTENCES)


def _belongs_to_what_precedes(text: str, place: int) -> bool:
    """Returns whether a cut here would tear an accent from its letter or an emoji apart."""
    character = text[place]
    return (
        bool(unicodedata.combining(character))
        or unicodedata.category(character) in {"Mn", "Me"}
        or _JOINER in (character, text[place - 1])
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # skin tones
    )
