"""Choices as numbered lines, for channels without buttons."""

from collections.abc import Sequence

from bot.records.conversations.outbox import written_choices

CHOOSE = "Choisissez :"
ANSWER_BY_NUMBER = "Répondez par le numéro de votre choix, ou avec vos mots."


def with_numbers(text: str, titles: Sequence[str]) -> str:
    """A message with its choices as numbered lines; a single choice is offered as words to write."""
    if not titles:
        return text
    if len(titles) == 1:
        return f"{text}\n\n{written_choices(titles)}".strip()
    numbered = "\n".join(f"{number}. {title}" for number, title in enumerate(titles, 1))
    return f"{text.strip() or CHOOSE}\n\n{numbered}\n\n{ANSWER_BY_NUMBER}"
