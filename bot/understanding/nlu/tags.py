"""Tags of words: label and role of their span in one name, so that the same context tells them apart.

There is no tag for the start of a span: two spans of one label are never adjacent.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.reading.spans import Label, Role, Span
from bot.understanding.reading.tokens import Token

OUTSIDE = "O"
_NAMES = frozenset({Label.LAST_NAME, Label.FIRST_NAME})
_PUNCTUATION = ' \t\n,;:.!?()"«»…'


def tags_of(tokens: Sequence[Token], spans: Sequence[Span]) -> list[str]:
    """Tag of each token: the label of its span, with `:role` unless the role is own, or O."""
    tags = [OUTSIDE] * len(tokens)
    for span in spans:
        inside = [index for index, token in enumerate(tokens) if token.start < span.end and token.end > span.start]
        name = span.label if span.role == Role.OWN else f"{span.label}:{span.role}"
        for index in inside:
            tags[index] = name
    return tags


def _is_joining_hyphen(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token is a hyphen between two words, without spaces."""
    before, hyphen, after = tokens[index - 1 : index + 2]
    return hyphen.text == "-" and before.end == hyphen.start and hyphen.end == after.start and after.text[0].isalpha()


def _end_of_name(tokens: Sequence[Token], end: int) -> int:
    """End of a name, extended over hyphens and apostrophes."""
    while end < len(tokens):
        last, following = tokens[end - 1 : end + 1]
        if last.text[-1] in "'’" and last.end == following.start and following.text[0].isalpha():
            end += 1  # Guivarc'h
        elif end + 1 < len(tokens) and _is_joining_hyphen(tokens, end):
            end += 2
        else:
            break
    return end


def spans_of(text: str, tokens: Sequence[Token], tags: Sequence[str]) -> list[Span]:
    """Spans of a tag sequence, without surrounding punctuation."""
    spans: list[Span] = []
    start = 0
    while start < len(tokens):
        if tags[start] == OUTSIDE:
            start += 1
            continue
        name = tags[start]
        end = start + 1
        while end < len(tokens) and tags[end] == name:
            end += 1
        label, _, role = name.partition(":")
        if label in _NAMES:
            end = _end_of_name(tokens, end)
        first, last = tokens[start].start, tokens[end - 1].end
        while last > first and text[last - 1] in _PUNCTUATION:
            last -= 1
        while first < last and text[first] in _PUNCTUATION:
            first += 1
        if last > first:
            spans.append(Span(label, text[first:last], first, last, role or Role.OWN))
        start = end
    return spans
