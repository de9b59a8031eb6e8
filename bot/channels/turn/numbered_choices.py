"""Choices as numbered lines, for channels without buttons."""

from collections.abc import Sequence

from bot.content.sentences import sentence
from bot.records.conversations.outbox import written_choices


def with_numbers(text: str, titles: Sequence[str]) -> str:
    """A message with its choices as numbered lines; a single choice is offered as words to write."""
    if not titles:
        return text
    if len(titles) == 1:
        return f"{text}\n\n{written_choices(titles)}".strip()
    numbered = "\n".join(f"{number}. {title}" for number, title in enumerate(titles, 1))
    return f"{text.strip() or sentence('choices.choose')}\n\n{numbered}\n\n{sentence('choices.by_number')}"
