"""What the website shows as a card beside the words of a message: by name, so that it holds no words itself."""

from typing import Any


def shows(*cards: str) -> dict[str, Any]:
    """Returns what a message carries that shows cards in the place of its words."""
    return {"shows": list(cards)}


def updates(*cards: str) -> dict[str, Any]:
    """Returns what a message carries after which cards that are shown already say something else."""
    return {"updates": list(cards)}


def private() -> dict[str, Any]:
    """Returns what a message carries that only the person is to read: among which passages they choose, what structures did with their file."""
    return {"private": True}
