"""Offered choices as lines with numbers, for who cannot press them: the same on every channel."""

from collections.abc import Sequence

from bot.records.conversations.outbox import written_choices

CHOOSE = "Choisissez :"
ANSWER_BY_NUMBER = "Répondez par le numéro de votre choix, ou avec vos mots."


def with_numbers(text: str, titles: Sequence[str]) -> str:
    """Returns the words of a message with its choices, if it has any; a single one is words to write."""
    if not titles:
        return text
    if len(titles) == 1:
        return f"{text}\n\n{written_choices(titles)}".strip()
    numbered = "\n".join(f"{number}. {title}" for number, title in enumerate(titles, 1))
    return f"{text.strip() or CHOOSE}\n\n{numbered}\n\n{ANSWER_BY_NUMBER}"
