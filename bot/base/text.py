"""Text as the readers compare it."""

import re
import unicodedata

LONGEST = 3000  # characters of a message that are read
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_OF_FRENCH = str.maketrans(dict(zip("àâäçéèêëîïôöùûüÿœæ’", [*"aaaceeeeiioouuuy", "oe", "ae", "'"], strict=True)))


def plain(text: str) -> str:
    """Returns text lower-cased, without accents; ligatures written out, other scripts as they are."""
    text = text.lower().translate(_OF_FRENCH)
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def fold(text: str) -> str:
    """Returns the plain words of a text, one space between them, nothing but letters and digits of ASCII."""
    return _NOT_A_WORD.sub(" ", plain(text)).strip()
