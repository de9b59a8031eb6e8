"""French as people type it, brought closer to one spelling before features are made of it."""

import re
import unicodedata

_LONG_LETTERS = re.compile(r"(.)\1{2,}")
_NOT_KEPT = re.compile(r"[^a-z0-9?!]+")


def normalise(text: str) -> str:
    """Returns text lower-cased, without accents, apostrophes as spaces, long letters shortened, ? and ! kept."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode("ascii")
    return _NOT_KEPT.sub(" ", _LONG_LETTERS.sub(r"\1\1", plain)).strip()
