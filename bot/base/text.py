"""Text as it is compared: without capitals and accents, in the ways that its readers need."""

import re
import unicodedata

LONGEST = 3000  # characters of a message that are read
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_OF_FRENCH = str.maketrans(dict(zip("àâäçéèêëîïôöùûüÿœæ’", [*"aaaceeeeiioouuuy", "oe", "ae", "'"], strict=True)))


def without_accents(text: str, form: str = "NFD") -> str:
    """Returns text without accents, its capitals kept; the form NFKD writes out ligatures and other compounds too."""
    return "".join(sign for sign in unicodedata.normalize(form, text) if not unicodedata.combining(sign))  # type: ignore[arg-type]


def plain(text: str) -> str:
    """Returns text lower-cased, without accents; ligatures written out, other scripts as they are."""
    text = text.lower().translate(_OF_FRENCH)
    return text if text.isascii() else without_accents(text, "NFKD")


def plain_ascii(text: str) -> str:
    """Returns plain text without anything that is not ASCII."""
    return plain(text).encode("ascii", "ignore").decode("ascii")


def plain_in_place(text: str) -> str:
    """Returns text lower-cased, without accents, with one kind of apostrophe and hyphen, each character in its place."""
    return "".join(map(_plain_sign, text))


def _plain_sign(sign: str) -> str:
    if sign in "’ʼ´`":
        return "'"
    if sign in "‐‑":
        return "-"
    first = unicodedata.normalize("NFD", sign.lower())[:1]
    return first if len(first) == 1 else sign


def fold(text: str) -> str:
    """Returns the plain words of a text, one space between them, nothing but letters and digits of ASCII."""
    return _NOT_A_WORD.sub(" ", plain(text)).strip()


def fold_any_script(text: str) -> str:
    """Returns the plain words of a text, one space between them, in whatever script: what is stored to search and sort by."""
    return " ".join(re.findall(r"\w+", plain(text.casefold())))
