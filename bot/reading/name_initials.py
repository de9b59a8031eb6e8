"""Initials beside the first name that they stand for ("J.P., pour Jean-Pierre", "JB (Jean-Baptiste)")."""

import re

from bot.reading.name_words import fold_name, is_first_name

_SHORT = r"(?<![\w.'’-])(?P<short>[^\W\d_](?:[.\-– ]{0,2}[^\W\d_]){0,2}\.?)(?![\w'’-])"
_LINK = (
    r"[\s,;:=(–-]*(?:(?:c['’ ]?est|cest|c(?= ))\s*)?(?:(?:à dire|pour dire|pour|comme dans|comme|soit|l['’]abr[ée]viation de|le diminutif de|"
    r"abr[ée]viation de|diminutif de|les initiales de|initiales de|de|en fait|ça veut dire|signifie)(?![\w'’])\s*:?\s*)*"
)
_WHOLE = r"(?P<whole>[^\W\d_]{2,}(?:[\s-][^\W\d_]{2,})?)(?![\w'’])\)?"
_EXPLAINED = re.compile(rf"{_SHORT}(?P<link>{_LINK}){_WHOLE}", re.IGNORECASE)
_INITIALS = re.compile(r"[A-ZÀ-Þ](?:-[A-ZÀ-Þ]){1,2}|[JM][BCDFGJLMPR]")


_DOTTED = re.compile(r"(?<![\w.])([A-ZÀ-Þ])\.-?([A-ZÀ-Þ])\.?(?![\w.'’])")


def are_initials(word: str) -> bool:
    """Returns whether a word is the initials of a double first name ("J-F", "JP")."""
    return _INITIALS.fullmatch(word) is not None


def without_initials(text: str) -> str:
    """Returns a text in which a first name takes the place of the initials that it explains."""
    text = _DOTTED.sub(r"\1-\2", text)
    for found in _EXPLAINED.finditer(text):
        letters = re.findall(r"[^\W\d_]", fold_name(found["short"]))
        parts = re.split(r"[\s-]", found["whole"])
        if len(letters) == 1:
            parts = parts[:1]
            is_plain = "pour" in found["link"].lower() and found["short"][0].isupper()
        else:
            is_plain = bool(found["link"].strip())
        whole = found["whole"] if len(parts) > 1 else parts[0]
        is_listed = all(is_first_name(part) for part in parts) or is_first_name(whole)
        if is_plain and is_listed and letters == [fold_name(part)[0] for part in parts]:
            return f"{text[: found.start()]}{whole}{text[found.start('whole') + len(whole) :].lstrip(')')}"
    return text
