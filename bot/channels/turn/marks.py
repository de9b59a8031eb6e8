"""What stands for a text where the text itself must not: a hash, always the same."""

import hashlib


def mark_of(text: str, length: int = 32) -> str:
    """Returns the mark of a text, so many letters long."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]
