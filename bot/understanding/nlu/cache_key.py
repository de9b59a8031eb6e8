"""Cache key for Rasa: a short hash of the training code and its word lists."""

import functools
from pathlib import Path

from bot.base import places
from bot.base.source_hash import hash_sources

_READING = ("data_files", "dialogue_acts", "fields", "spans", "tokens")


def learning_sources() -> list[Path]:
    """Files that determine the trained model, training sentences excluded."""
    bot = places.HOME / "bot"
    patterns = (
        "understanding/nlu/*.py", "understanding/learning/*.py", *(f"understanding/reading/{name}.py" for name in _READING),
        "base/text.py", "data/reading/*.txt", "data/reading/span_words.yml", "data/places/*.csv", "data/places/usages.yml",
        "data/encoder.npz",
    )  # fmt: skip
    return sorted(path for pattern in patterns for path in bot.glob(pattern))


@functools.cache
def code_version() -> str:
    """Short hash of `learning_sources`, which invalidates cached components."""
    return hash_sources(learning_sources())[:12]
