"""Explicit field labels: « Nom : Rahimi, prénom : Ahmad », « ma ville c'est Nancy », « nom Rahimi prénom Ahmad ».

A label decides which field its words give, whatever they look like. One pass over the tokens, linear in the message.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from bot.base.registration import FIELDS, NAMES
from bot.base.text import fold
from bot.understanding.reading.data_files import load_yaml
from bot.understanding.reading.names.words import word_list
from bot.understanding.reading.tokens import Token, tokenize

MAX_LABEL_TOKENS = 5  # tokens
MAX_NAME_TOKENS = 8
MAX_LOWERCASE_NAME_TOKENS = 3
_SEPARATORS = frozenset(",;.!")
_LINK_CHARACTERS = frozenset(":=")


@dataclass(frozen=True)
class LabelledValue:
    """The words after a field label."""

    field: str
    words: str


@dataclass(frozen=True)
class _Label:
    """A field label among the tokens.

    Attributes:
        start: index of its first token.
        value: index of the first token after the label and its link.
        is_linked: followed by a link (« c'est », a colon).
    """

    field: str
    start: int
    value: int
    is_linked: bool


@functools.cache
def _fields() -> dict[str, str]:
    return {fold(name): field for field in FIELDS for name in load_yaml("reading/field_names.yml")[field]["labels"]}


@functools.cache
def _word_set(key: str) -> frozenset[str]:
    return frozenset(map(fold, load_yaml("reading/labels.yml")[key]))


def split_labelled(text: str) -> tuple[list[LabelledValue], str]:
    """Split a message into labelled values and the rest.

    Labels without a link (« nom Rahimi prénom Ahmad ») count only if the message starts with one and has several.
    """
    tokens = tokenize(text)
    lines = [index == 0 or "\n" in text[tokens[index - 1].end : token.start] for index, token in enumerate(tokens)]
    candidates = [label for index in range(len(tokens)) if (label := _label_at(tokens, lines, index)) is not None]
    is_form = len({label.field for label in candidates}) > 1 and candidates[0].start == 0
    labels = [label for label in candidates if label.is_linked or is_form]
    segments, rest, position = [], [], 0
    for index, label in enumerate(labels):
        following = labels[index + 1].start if index + 1 < len(labels) else len(tokens)
        end = _end(text, tokens, lines, label, following)
        rest.append(_words(text, tokens[position : label.start]))
        segments.append(LabelledValue(label.field, _words(text, tokens[label.value : end])))
        position = end
    rest.append(_words(text, tokens[position:]))
    left = [words for words in rest if words and words != "et"]
    return [one for one in segments if one.words], " ".join(left)


def _label_at(tokens: Sequence[Token], lines: Sequence[bool], start: int) -> _Label | None:
    is_own = tokens[start].plain in _word_set("own") | _word_set("articles")
    name = start + is_own
    sizes = range(min(MAX_LABEL_TOKENS, len(tokens) - name), 0, -1)
    named = (
        (size, _fields().get(fold(" ".join(one.plain for one in tokens[name : name + size]))))
        for size in sizes
        if tokens[name + size - 1].plain.isalpha()
    )
    size, field = next(((size, field) for size, field in named if field is not None), (0, None))
    if field is None:
        return None
    value = name + size
    while value < len(tokens) and (tokens[value].text in _LINK_CHARACTERS or tokens[value].plain in _word_set("links")):
        value += 1
    is_linked = value > name + size
    links = tokens[name + size : value]
    has_sign = any(token.text in _LINK_CHARACTERS for token in links)
    if (
        tokens[start].plain in _word_set("articles")
        and not has_sign
        and not any(link.plain.startswith("c") for link in links)
    ):
        return None  # « la ville est jolie »; « le nom c'est … » is a label
    begins = lines[start] or tokens[start - 1].text in _SEPARATORS or tokens[start - 1].plain == "et"
    return _Label(field, start, value, is_linked and (begins or has_sign or is_own))


def _end(text: str, tokens: Sequence[Token], lines: Sequence[bool], label: _Label, following: int) -> int:
    """Index where the value of a label ends: the next label, line or sentence, or for names a comma."""
    for index in range(label.value, following):
        token = tokens[index]
        ends_sentence = token.text in ".;!" and not text[token.end : token.end + 1].strip()
        if (index > label.value and lines[index]) or ends_sentence or (label.field in NAMES and token.text == ","):
            return index
    return following - (following > label.value and tokens[following - 1].plain == "et")


def _words(text: str, tokens: Sequence[Token]) -> str:
    return text[tokens[0].start : tokens[-1].end].strip(' ,;.-–\n«»"“”') if tokens else ""


def is_whole_name(text: str) -> bool:
    """Whether the text may be one name as it stands: capitals and particles, or a few lower-case words."""
    words = [token for token in tokenize(text) if token.text not in "-'’"]
    if not 0 < len(words) <= MAX_NAME_TOKENS or not all(token.plain.isalpha() for token in words):
        return False
    if any(token.plain in _word_set("no_names") for token in words):
        return False
    is_written = all(token.text[0].isupper() or token.plain in _word_set("particles") for token in words)
    return is_written or len(words) <= MAX_LOWERCASE_NAME_TOKENS


def name_with_particle(text: str) -> tuple[str | None, str] | None:
    """Optional first name and a last name that begins with a particle, or None for any other text.

    « de La Tour d'Auvergne », « Paul de Saint-Denis »: what looks like a town is part of the name.
    """
    words = tokenize(text)
    if len(words) > 1 and words[0].plain in word_list("first_names.txt"):
        first, words = words[0].text, words[1:]
    else:
        first = None
    last = text[words[0].start :].strip(" .,!") if words else ""
    begins = bool(words) and words[0].plain in {"de", "du", "des", "d"} and words[0].text[0].islower()
    is_name = begins and len(words) > 1 and last[-1:].isalpha() and is_whole_name(last) and any(map(_is_capital, words))
    return (first, last) if is_name else None


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper()
