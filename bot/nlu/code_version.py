"""A short hash of the code that learns and of the lists that it looks at, for Rasa's cache."""

import functools
import hashlib
from pathlib import Path

_BOT = Path(__file__).parent.parent
_READING = ("acts", "spans", "text", "tokens")


def learning_sources() -> list[Path]:
    """Returns the files that decide what is learned, the training sentences apart."""
    rooms = [path for room in ("nlu", "learning") for path in (_BOT / room).glob("*.py")]
    reading = [_BOT / "reading" / f"{name}.py" for name in _READING]
    lists = [*(_BOT / "data" / "reading").glob("*.txt"), _BOT / "data" / "reading" / "span_words.yml"]
    places = [*(_BOT / "data" / "places").glob("*.csv"), _BOT / "data" / "places" / "usages.yml"]
    return sorted([*rooms, *reading, *lists, *places])


@functools.cache
def code_version() -> str:
    """Returns a hash of `learning_sources`: what older code learned is never taken from the cache."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in learning_sources())).hexdigest()[:12]
