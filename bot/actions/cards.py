"""What a message tells the web chat about its cards, which are named here and filled there."""

from typing import Any


def show_cards(*cards: str) -> dict[str, Any]:
    """Show these cards instead of the message's text."""
    return {"shows": list(cards)}


def refresh_cards(*cards: str) -> dict[str, Any]:
    """Refresh these cards where they are already shown."""
    return {"updates": list(cards)}


def candidate_only() -> dict[str, Any]:
    """Mark a message that only the candidate may read, not a recruiter who has taken over the conversation."""
    return {"private": True}
