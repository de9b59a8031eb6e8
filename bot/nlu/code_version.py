"""A short hash of the code that learns, for Rasa's cache."""

import functools
import hashlib
from pathlib import Path


@functools.cache
def code_version() -> str:
    """Returns a hash of this package and of `bot.learning`: what older code learned is never taken from the cache."""
    here = Path(__file__).parent
    files = sorted([*here.glob("*.py"), *(here.parent / "learning").glob("*.py")])
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
