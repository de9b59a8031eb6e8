"""Form fields of the content editor: parsing and the checks that hold for any field."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.base.text_cleanup import INVISIBLE
from bot.content.sentences import sentence

LINE, TEXT, CHOICE, SWITCH, SEVERAL, LINES = "line", "text", "choice", "switch", "several", "lines"
Values = Mapping[str, Any]
FieldErrors = dict[str, list[str]]  # French sentences by path; "" is of the whole
MAX_CHARACTERS = 4000  # characters of a field
MAX_LINES = 60
_SCHEME = re.compile(r"\b([a-z][a-z0-9+.-]{1,20}):(?=//|[^\s/])", re.IGNORECASE)
_LINK = re.compile(r"(?:https|mailto)", re.IGNORECASE)
_SCHEMES = re.compile(r"(?:http|ftp|file|javascript|data|vbscript|blob|ws|wss|tel|sms)", re.IGNORECASE)


@dataclass(frozen=True)
class Field:
    """A field of a document's form.

    Attributes:
        path: path of its value in the document.
        kind: `LINE`, `TEXT`, `CHOICE` (one option), `SWITCH` (yes or no), `SEVERAL` (some options, in order) or `LINES` (a
            value a line).
        hint: what to write.
        options: (value, label) pairs.
        part: heading of its section.
        most: number of options that can be chosen.
    """

    path: str
    label: str
    kind: str = LINE
    hint: str = ""
    options: Sequence[tuple[str, str]] = ()
    part: str = ""
    most: int = 0
    may_be_empty: bool = False

    @property
    def name(self) -> str:
        """The name of the HTML input."""
        return f"champ:{self.path}"

    def typed(self, form: Mapping[str, Sequence[str]]) -> Any:
        """The cleaned value of a submitted form, None if empty."""
        given = [one[: MAX_CHARACTERS + 1].replace("\r\n", "\n") for one in form.get(self.name, ())]
        if self.kind == SEVERAL:
            return list(dict.fromkeys(one.strip() for one in given if one.strip()))
        first = given[0] if given else ""
        if self.kind == LINES:
            return [" ".join(line.split()) for line in first.splitlines() if line.strip()]
        if self.kind == SWITCH:
            return first == "oui"
        return " ".join(first.split()) or None

    def faults(self, value: Any) -> list[str]:
        """Errors of any field: missing, too long, no such option, invisible characters, unsafe links."""
        texts = value if isinstance(value, list) else [value]
        errors = []
        if value in (None, []) and not self.may_be_empty:
            errors.append(sentence("edit_errors.empty"))
        if any(len(text) > MAX_CHARACTERS for text in texts if isinstance(text, str)) or len(texts) > MAX_LINES:
            errors.append(sentence("edit_errors.too_long", characters=MAX_CHARACTERS, lines=MAX_LINES))
        if self.options and any(text not in dict(self.options) for text in texts if text is not None):
            errors.append(sentence("edit_errors.no_such_choice"))
        for text in texts:
            if isinstance(text, str):
                errors += link_faults(text)
                if INVISIBLE.search(text):
                    errors.append(sentence("edit_errors.invisible"))
        return errors


def link_faults(text: str) -> list[str]:
    """Errors of a text's links, which must begin with https:// or mailto:."""
    schemes = [scheme for scheme in _SCHEME.findall(text) if _SCHEMES.fullmatch(scheme) and not _LINK.fullmatch(scheme)]
    return [sentence("edit_errors.link", scheme=scheme) for scheme in dict.fromkeys(schemes)]


def count_words(text: str | None) -> int:
    """The number of words."""
    return len((text or "").split())
