"""Tokenizer for messages, with character offsets."""

import re
from dataclasses import dataclass

from bot.base.text import LONGEST, plain

# An address is one word, a number one ("1er" too), an apostrophe ends its word ("j'", "l'"); anything else that shows is alone.
# Each alternative begins with what the others cannot begin with or is tried on one character more: linear.
_TOKEN = re.compile(r"[^\s@,;()<>]{1,64}@[^\s@,;()<>]{1,190}|1er\b|\d+|[^\W\d_]+['’]?|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or punctuation mark.

    Attributes:
        text: as typed.
        start, end: character offsets, end exclusive.
        plain: lower case without accents.
    """

    text: str
    start: int
    end: int
    plain: str


def tokenize(text: str) -> list[Token]:
    """Tokens of the first `LONGEST` characters of a text."""
    return [
        Token(found[0], found.start(), found.end(), plain(found[0]).rstrip("'"))
        for found in _TOKEN.finditer(text[:LONGEST])
    ]
