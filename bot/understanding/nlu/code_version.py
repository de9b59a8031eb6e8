"""A short hash of the code that learns and of the lists that it looks at, for Rasa's cache."""

import functools
from pathlib import Path

from bot.base import places
from bot.base.source_hash import hash_sources

_READING = ("acts", "fields", "spans", "tokens")


def learning_sources() -> list[Path]:
    """Returns the files that decide what is learned, the training sentences apart."""
    bot = places.HOME / "bot"
    patterns = (
        "understanding/nlu/*.py", "understanding/learning/*.py", *(f"understanding/reading/{name}.py" for name in _READING),
        "base/text.py", "data/reading/*.txt", "data/reading/span_words.yml", "data/places/*.csv", "data/places/usages.yml",
        "data/encoder.npz",
    )  # fmt: skip
    return sorted(path for pattern in patterns for path in bot.glob(pattern))


@functools.cache
def code_version() -> str:
    """Returns a hash of `learning_sources`: what older code learned is never taken from the cache."""
    return hash_sources(learning_sources())[:12]
