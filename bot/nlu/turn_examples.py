"""Training examples of turns: messages in their context, with the acts of their parts and their spans.

In `bot/data/turns`, one file a question, in Rasa's own format: the block's `intent` holds the acts joined by `+`, its
`metadata` the question and the topic of what is asked; ` // ` stands between parts of different acts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.nlu.normaliser import NORMALISED
from bot.reading.spans import Role, Span

PENDING, TOPIC = "pending", "topic"
BETWEEN_PARTS = " // "
_JOINED = " "


@dataclass(frozen=True)
class TurnExample:
    """A message in its context.

    Attributes:
        text: as somebody typed it.
        plain: the same rewritten as plain French.
        pending: the question that waits, "null" for none.
        acts: what it does.
        topic: what it asks about, if it asks.
        spans: words that name something.
        parts: parts with the act of each, when it has several.
    """

    text: str
    pending: str
    acts: tuple[str, ...]
    topic: str | None = None
    spans: tuple[Span, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    plain: str = ""


def context_of(message: Any) -> Mapping[str, str] | None:
    """Returns the metadata of a training message of turns; None for a message of topics."""
    metadata = (message.get("metadata") or {}).get("intent") or {}
    return metadata if PENDING in metadata else None


def as_example(message: Any) -> TurnExample | None:
    """Returns the example that a training message of Rasa is; None when it is one of topics."""
    context = context_of(message)
    if context is None or not message.get("text"):
        return None
    return example(
        message.get("text"), context[PENDING], message.get("intent"), context.get(TOPIC),
        message.get("entities") or [], message.get(NORMALISED),
    )  # fmt: skip


def example(
    marked: str, pending: str, acts: str, topic: str | None, entities: Sequence[Mapping[str, Any]],
    plain: str | None = None,
) -> TurnExample:  # fmt: skip
    """Returns an example without the marks between its parts.

    Args:
        marked: text with the marks.
        pending: the question that waits.
        acts: the acts, joined by `+`.
        topic: what is asked, if anything.
        entities: Rasa's: start, end, entity, perhaps role; offsets into `marked`.
        plain: the marked text rewritten as plain French; the text itself if it was not.
    """
    pieces = marked.split(BETWEEN_PARTS)
    names = tuple(acts.split("+"))
    saved = len(BETWEEN_PARTS) - len(_JOINED)

    def moved(offset: int) -> int:
        return offset - saved * marked.count(BETWEEN_PARTS, 0, offset)

    text = _JOINED.join(pieces)
    spans = tuple(
        Span(
            entity["entity"], text[moved(entity["start"]) : moved(entity["end"])], moved(entity["start"]),
            moved(entity["end"]), entity.get("role") or Role.OWN,
        )
        for entity in entities
    )  # fmt: skip
    parts = tuple(zip(pieces, names, strict=True)) if len(pieces) == len(names) > 1 else ()
    plain = text if plain is None else plain.replace(BETWEEN_PARTS, _JOINED)
    return TurnExample(text, pending, names, topic, spans, parts, plain)


def turn_examples(messages: Iterable[Any]) -> list[TurnExample]:
    """Returns the examples of turns among training messages of Rasa."""
    return [found for message in messages if (found := as_example(message)) is not None]


def topic_messages(messages: Iterable[Any]) -> list[Any]:
    """Returns the training messages of topics: those that have no context."""
    return [message for message in messages if message.get("text") and context_of(message) is None]
