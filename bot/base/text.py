"""Text normalisation for comparisons: case, accents, scripts."""

import re
import unicodedata

LONGEST = 3000  # characters of a message that are read
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_OF_FRENCH = str.maketrans(dict(zip("àâäçéèêëîïôöùûüÿœæ’", [*"aaaceeeeiioouuuy", "oe", "ae", "'"], strict=True)))


def without_accents(text: str, form: str = "NFD") -> str:
    """Text without accents, case kept; NFKD also expands ligatures and other compounds."""
    return "".join(sign for sign in unicodedata.normalize(form, text) if not unicodedata.combining(sign))  # type: ignore[arg-type]


def plain(text: str) -> str:
    """Lower-case text without accents; ligatures expanded, other scripts kept."""
    text = text.lower().translate(_OF_FRENCH)
    return text if text.isascii() else without_accents(text, "NFKD")


def plain_ascii(text: str) -> str:
    """Lower-case text without accents and without other scripts."""
    return plain(text).encode("ascii", "ignore").decode("ascii")


def plain_in_place(text: str) -> str:
    """Lower-case text without accents and with one kind of apostrophe and hyphen, of the same length."""
    return "".join(map(_plain_sign, text))


def _plain_sign(sign: str) -> str:
    if sign in "’ʼ´`":
        return "'"
    if sign in "‐‑":
        return "-"
    first = unicodedata.normalize("NFD", sign.lower())[:1]
    return first if len(first) == 1 else sign


def fold(text: str) -> str:
    """The words of a text: lower-case ASCII letters and digits, single spaces."""
    return _NOT_A_WORD.sub(" ", plain(text)).strip()


def fold_any_script(text: str) -> str:
    """The words of a text in any script, lower case, without accents: stored for searching and sorting."""
    return " ".join(re.findall(r"\w+", plain(text.casefold())))
