"""What people say of themselves or of somebody close that is not to be shown: phrases of `masking.yml`, as data."""

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from bot.masking.name_words import DATA

MASKED = "masked"
_TOKEN = re.compile(r"\.\.|[()\[\]{}|]|@\w+|[^\s()\[\]{}|@]+")
_CLOSING = {"(": ")", "[": "]", "{": "}"}
# Never without an end: a run of blanks is not shared out between two of them in many ways.
_SPACE = r"\s{0,4}"
_GAP = r"(?:(?<!\w)[\w'-]{1,40}\s{1,4}){0,3}?"
# What a condition or a comparison says is not so: "comme si j'étais sourd".
_SAID_AS_SO = r"(?<!\bsi )(?<!\w)"
# After an age these make it a length of time: "j'ai trente ans d'expérience".
_LENGTH_OF_TIME = re.compile(r"\s{0,4}(?:d['\s]|de\b|dans\b|que\b|derriere\b|sur\b)")
# "Aveuglé par l'écran", "sourd aux moqueries", "muet de stupeur": a manner of speaking.
_FIGURE_OF_SPEECH = re.compile(r"\s{1,4}(?:par\b|aux?\b|de (?:stupeur|joie|surprise|rage|rire)\b)")
_YEARS = re.compile(r"\bans$")

Span = tuple[int, int, str]


def levelled(text: str) -> str:
    """Returns a text in lower case, without accents and with one apostrophe, each character in its place."""
    return "".join(_level(sign) for sign in text)


def _level(sign: str) -> str:
    if sign in "’ʼ´`":
        return "'"
    if sign in "‐‑":
        return "-"
    plain = unicodedata.normalize("NFD", sign.lower())[:1]
    return plain if len(plain) == 1 else sign


@functools.cache
def _content() -> dict[str, Any]:
    with (DATA / "masking.yml").open(encoding="utf-8") as file:
        raw: dict[str, Any] = yaml.safe_load(file)
    return raw


def mask_kinds() -> dict[str, dict[str, str]]:
    """Returns by kind what is read instead of the words (`mask`) and what their author is told (`said`)."""
    kinds: dict[str, dict[str, str]] = _content()["kinds"]
    return kinds


@functools.cache
def not_people() -> frozenset[str]:
    """Returns words that look like names and are none, levelled."""
    return frozenset(levelled(_content()["not_people"]).split())


class _Compiler:
    """Makes regular expressions of phrases; they are matched against levelled texts."""

    def __init__(self, groups: Mapping[str, list[str]]) -> None:
        self._groups = groups

    def compile(self, phrase: str) -> re.Pattern[str]:
        """Returns the expression of a phrase; the words to mask are its group `masked`."""
        return re.compile(_SAID_AS_SO + self._phrase(phrase))

    def _phrase(self, phrase: str) -> str:
        return self._alternatives(iter(_TOKEN.findall(levelled(phrase))), "")

    def _alternatives(self, tokens: Iterator[str], closing: str) -> str:
        """Returns the expression of what stands before the closing mark, its alternatives by `|`."""
        written: list[list[str]] = [[]]
        for token in tokens:
            if token == closing:
                break
            if token == "|":
                written.append([])
            else:
                written[-1].append(self._item(token, tokens, is_first=not written[-1]))
        return "|".join("".join(items) for items in written)

    def _item(self, token: str, tokens: Iterator[str], *, is_first: bool) -> str:
        """Returns the expression of one item, with the space before it."""
        space = "" if is_first else _SPACE
        if token == "..":
            return rf"\s{{1,4}}{_GAP}"
        if token in _CLOSING:
            inner = self._alternatives(tokens, _CLOSING[token])
            if token == "[":
                return rf"(?:(?:{inner}){_SPACE})?" if is_first else rf"(?:{_SPACE}(?:{inner}))?"
            return space + (f"(?P<{MASKED}>{inner})" if token == "{" else f"(?:{inner})")
        if token.startswith("@"):
            return f"{space}(?:{'|'.join(self._phrase(member) for member in self._groups[token[1:]])})"
        return space + _word(token)


def _word(word: str) -> str:
    """Returns the expression of one word: apostrophes and hyphens may be missing, `*` is any ending."""
    if not re.search(r"[\w#]", word):
        return re.escape(word)
    body = (
        re.escape(word)
        .replace(r"\#", r"\d")
        .replace(r"\*", r"\w{0,30}")
        .replace("'", r"['\s]?")
        .replace(r"\-", r"[\s-]?")
    )
    body = r"\w{1,40}" if word == "_" else body
    return rf"(?<!\w){body}" + ("" if word.endswith("'") else r"(?!\w)")


@functools.cache
def _phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    content = _content()
    compiler = _Compiler(content["groups"])
    return tuple((kind, compiler.compile(phrase)) for kind, phrases in content["phrases"].items() for phrase in phrases)


def find_phrases(level: str) -> list[Span]:
    """Returns the stretches of a levelled text that tell what is not to be shown, with their kinds."""
    found = [
        (*said.span(MASKED), kind)
        for kind, phrase in _phrases()
        for said in phrase.finditer(level)
        if said[MASKED]
    ]  # fmt: skip
    return [span for span in found if not _is_something_else(level, *span)]


def _is_something_else(level: str, start: int, end: int, kind: str) -> bool:
    if kind == "health":
        return _FIGURE_OF_SPEECH.match(level, end) is not None
    return bool(_YEARS.search(level[start:end]) and _LENGTH_OF_TIME.match(level, end))
