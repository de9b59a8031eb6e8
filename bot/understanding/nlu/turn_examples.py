"""Training examples of turns: messages in their context, with the acts of their parts and their spans.

In `bot/data/turns`, one file a question, in Rasa's own format: the block's `intent` holds the acts joined by `+`, its
`metadata` the question and the topic of what is asked; ` // ` stands between parts of different acts. They are no
intents, so Rasa is not given them: it would copy and hash each message many times, half a minute of every training.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.understanding.reading.acts import KINDS, Act
from bot.understanding.reading.spans import Label, Role, Span

PENDING, TOPIC = "pending", "topic"
BETWEEN_PARTS = " // "
_JOINED = " "
# `[words](label)`, `[words](label:synonym)` or `[words]{"entity": label, "role": role}`.
_MARK = re.compile(r"\[([^\]]+?)\](?:\(([^:)]+?)(?::[^)]+)?\)|(\{[^}]+?\}))")
_BROKEN_MARK = re.compile(r"\][\[({]")


class BadExampleError(ValueError):
    """An example cannot be learned from; the message says what is wrong with it."""


@dataclass(frozen=True)
class TurnExample:
    """A message in its context.

    Attributes:
        text: as somebody typed it.
        pending: the question that waits, "null" for none.
        acts: what it does.
        topic: what it asks about, if it asks.
        spans: words that name something.
    """

    text: str
    pending: str
    acts: tuple[str, ...]
    topic: str | None = None
    spans: tuple[Span, ...] = field(default=())


def block_examples(block: Mapping[str, Any]) -> Iterable[TurnExample]:
    """Yields the examples of a block of a file.

    Raises:
        BadExampleError: it names a question, an act, a label or a role that does not exist, or a mark is broken.
    """
    context = block.get("metadata") or {}
    pending, acts = context.get(PENDING), tuple(str(block.get("intent")).split("+"))
    if pending not in KINDS:
        raise BadExampleError(f"metadata: pending {pending!r} names no question; there are {', '.join(KINDS)}")
    _check("intent", acts, Act)
    for line in str(block.get("examples") or "").splitlines():
        if not line.startswith("-"):
            raise BadExampleError(f"{line!r} does not begin with a hyphen")
        yield example(line[1:].strip(), pending, acts, context.get(TOPIC))


def example(marked: str, pending: str, acts: tuple[str, ...], topic: str | None = None) -> TurnExample:
    """Returns the example that a line of a file is.

    Args:
        marked: text with the marks of spans and between parts.
        pending: the question that waits.
        acts: what it does.
        topic: what is asked, if anything.

    Raises:
        BadExampleError: a mark is broken, or names a label or a role that does not exist.
    """
    pieces: list[str] = []
    spans: list[Span] = []
    length = place = 0
    for mark in _MARK.finditer(marked):
        before = marked[place : mark.start()].replace(BETWEEN_PARTS, _JOINED)
        words, label, role = mark[1], *_named(mark)
        start = length + len(before)
        length, place = start + len(words), mark.end()
        spans.append(Span(label, words, start, length, role))
        pieces += [before, words]
    pieces.append(marked[place:].replace(BETWEEN_PARTS, _JOINED))
    text = "".join(pieces)
    if not text or _BROKEN_MARK.search(text):
        raise BadExampleError(f"{marked!r} is empty or holds a broken mark")
    return TurnExample(text, pending, acts, topic, tuple(spans))


def _named(mark: re.Match[str]) -> tuple[str, str]:
    """Returns the label and the role that a mark names."""
    if mark[3] is None:
        label, role = mark[2], str(Role.OWN)
    else:
        try:
            attributes = json.loads(mark[3])
        except ValueError as error:
            raise BadExampleError(f"{mark[0]!r}: what stands in braces is no JSON ({error})") from error
        label, role = str(attributes.get("entity")), str(attributes.get("role") or Role.OWN)
    _check(mark[0], [label], Label)
    _check(mark[0], [role], Role)
    return label, role


def _check(place: str, names: Iterable[str], known: Any) -> None:
    if unknown := [name for name in names if name not in set(known)]:
        raise BadExampleError(f"{place}: {', '.join(unknown)} does not exist; there are {', '.join(known)}")
