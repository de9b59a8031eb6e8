"""Word-by-word diff of two versions of a document."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.content.editing.fields import Values

SAME, GONE, NEW = "same", "gone", "new"
_WORDS = re.compile(r"\s+|\S+")
_SAID = {True: "oui", False: "non", None: ""}


@dataclass(frozen=True)
class Difference:
    """A changed value.

    Attributes:
        parts: (`SAME`, `GONE` or `NEW`, words) in the order of reading.
    """

    label: str
    parts: list[tuple[str, str]]


def changed_values(before: Values, after: Values, labels: Mapping[str, str]) -> list[Difference]:
    """The changed values, in the order of the labels."""
    return [
        Difference(label, diff_words(in_words(before.get(path)), in_words(after.get(path))))
        for path, label in labels.items()
        if before.get(path) != after.get(path)
    ]


def in_words(value: Any) -> str:
    """A value as editors read it: « oui » for True, a line for each item of a list."""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return _SAID[value] if value is None or isinstance(value, bool) else str(value)


def diff_words(before: str, after: str) -> list[tuple[str, str]]:
    """The words of two texts merged: kept, removed and added ones."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    parts = []
    for kind, first, last, first_new, last_new in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append((SAME, "".join(old[first:last])))
            continue
        parts += [(GONE, "".join(old[first:last]))] if last > first else []
        parts += [(NEW, "".join(new[first_new:last_new]))] if last_new > first_new else []
    return parts
