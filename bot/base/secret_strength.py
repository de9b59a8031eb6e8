"""Checks for guessable secrets."""

MAKE_A_SECRET = "make one with `openssl rand -base64 36`"
MIN_SECRET_LENGTH, MIN_DISTINCT_CHARACTERS = 8, 4


def is_weak(secret: str, min_length: int, min_characters: int) -> bool:
    """Whether a secret is too short or has too few distinct characters."""
    return len(secret) < min_length or len(set(secret)) < min_characters
