"""A hash that stands for a text where the text itself must not be stored or sent."""

import hashlib


def short_hash(text: str, length: int = 32) -> str:
    """The first hexadecimal digits of the text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]
