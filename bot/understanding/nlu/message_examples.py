"""Training examples of messages in context, annotated with acts and spans.

One file per pending question in `bot/data/turns`, in Rasa's format: `intent` holds the acts joined by `+`, `metadata`
the question and the topic of a request, ` // ` separates parts with different acts. Rasa does not get them as intents:
it would copy and hash each message many times, half a minute per training.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.understanding.reading.dialogue_acts import KINDS, Act
from bot.understanding.reading.spans import Label, Role, Span

PENDING, TOPIC = "pending", "topic"
BETWEEN_PARTS = " // "
_JOINED = " "
# `[words](label)`, `[words](label:synonym)` or `[words]{"entity": label, "role": role}`.
_ANNOTATION = re.compile(r"\[([^\]]+?)\](?:\(([^:)]+?)(?::[^)]+)?\)|(\{[^}]+?\}))")
_BROKEN_ANNOTATION = re.compile(r"\][\[({]")


class BadExampleError(ValueError):
    """An example is invalid. The message says why."""


@dataclass(frozen=True)
class MessageExample:
    """A message in its context.

    Attributes:
        text: as typed.
        pending: name of the pending question, "null" for none.
        topic: of a request.
    """

    text: str
    pending: str
    acts: tuple[str, ...]
    topic: str | None = None
    spans: tuple[Span, ...] = field(default=())


def parse_block(block: Mapping[str, Any]) -> Iterable[MessageExample]:
    """Parse the examples of a block.

    Raises:
        BadExampleError: unknown question, act, label or role, or a broken annotation.
    """
    context = block.get("metadata") or {}
    pending, acts = context.get(PENDING), tuple(str(block.get("intent")).split("+"))
    if pending not in KINDS:
        raise BadExampleError(f"metadata: pending {pending!r} names no question; there are {', '.join(KINDS)}")
    _check("intent", acts, Act)
    for line in str(block.get("examples") or "").splitlines():
        if not line.startswith("-"):
            raise BadExampleError(f"{line!r} does not begin with a hyphen")
        yield parse_example(line[1:].strip(), pending, acts, context.get(TOPIC))


def parse_example(line: str, pending: str, acts: tuple[str, ...], topic: str | None = None) -> MessageExample:
    """Parse one line.

    Args:
        line: text with annotated spans and separated parts.
        topic: of a request.

    Raises:
        BadExampleError: unknown label or role, or a broken annotation.
    """
    pieces: list[str] = []
    spans: list[Span] = []
    length = position = 0
    for annotation in _ANNOTATION.finditer(line):
        before = line[position : annotation.start()].replace(BETWEEN_PARTS, _JOINED)
        words, label, role = annotation[1], *_label_and_role(annotation)
        start = length + len(before)
        length, position = start + len(words), annotation.end()
        spans.append(Span(label, words, start, length, role))
        pieces += [before, words]
    pieces.append(line[position:].replace(BETWEEN_PARTS, _JOINED))
    text = "".join(pieces)
    if not text or _BROKEN_ANNOTATION.search(text):
        raise BadExampleError(f"{line!r} is empty or holds a broken mark")
    return MessageExample(text, pending, acts, topic, tuple(spans))


def _label_and_role(annotation: re.Match[str]) -> tuple[str, str]:
    if annotation[3] is None:
        label, role = annotation[2], str(Role.OWN)
    else:
        try:
            attributes = json.loads(annotation[3])
        except ValueError as error:
            raise BadExampleError(f"{annotation[0]!r}: what stands in braces is no JSON ({error})") from error
        label, role = str(attributes.get("entity")), str(attributes.get("role") or Role.OWN)
    _check(annotation[0], [label], Label)
    _check(annotation[0], [role], Role)
    return label, role


def _check(where: str, names: Iterable[str], allowed: Any) -> None:
    if unknown := [name for name in names if name not in set(allowed)]:
        raise BadExampleError(f"{where}: {', '.join(unknown)} does not exist; there are {', '.join(allowed)}")
