"""Texts cut to the length that one Telegram message may have, counted as Telegram counts: in UTF-16 units."""

import re
import unicodedata

LONGEST_TEXT = 4096
# Where a text may be cut, best first: after a paragraph, a line, a sentence, a word.
_CUTS = tuple(re.compile(pattern) for pattern in (r"\n\s*\n\s*", r"\s*\n\s*", r"(?<=[.!?…»])\s+", r"\s+"))
_JOINER = "\u200d"
_EARLIEST_CUT = 4  # a cut in the first quarter would leave a stub


def units(text: str) -> int:
    """Returns the length of a text in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


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
    for pattern in _CUTS:
        places = [match for match in pattern.finditer(window) if len(head) // _EARLIEST_CUT < match.start()]
        if places:
            return min(places[-1].start(), len(head)), places[-1].end()
    end = len(head)
    while end > 1 and _belongs_to_what_precedes(whole, end):
        end -= 1
    end = end if end > 1 else len(head)
    return end, end


def _belongs_to_what_precedes(text: str, place: int) -> bool:
    """Returns whether a cut here would tear an accent from its letter or an emoji apart."""
    character = text[place]
    return (
        bool(unicodedata.combining(character))
        or unicodedata.category(character) in {"Mn", "Me"}
        or _JOINER in (character, text[place - 1])
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # skin tones
    )
