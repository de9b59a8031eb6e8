"""The home told behind what it is not: "Gonesse, c'est là que vit mon frère. Moi c'est Villiers", "avant Kinshasa, maintenant…"."""

import re

from bot.reading.place_phrases import plain

_EAR = (
    (re.compile(r"\bj(?:e )?(?:di|dit|dis) pa\b"), "je dis pas"),
    (re.compile(r"\b(?:mwa|mwin)\b", re.IGNORECASE), "moi"),
    (re.compile(r"\bmois (?=ces\b|c['’]est\b)"), "moi "),  # of "mwa", a month in creole
    (re.compile(r"\b(?:mintenan|maintenan|mintenant|mintnan)\b", re.IGNORECASE), "maintenant"),
    (re.compile(r"\bavan\b|\bAvan(?= (?:c|j))"), "avant"),
    (re.compile(r"\bc['’]?ét(?:é|ai)\b"), "c'était"),
    (re.compile(r"\bj['’]?ét(?:é|ai)\b"), "j'étais"),
    (re.compile(r"\b[cC]es (?=la o[uù]\b|[àa] |[A-ZÉ])"), "c'est "),
    (re.compile(r"\b(?:h)?abiton[s]?\b|\babitons\b"), "habitons"),
    (re.compile(r"\bsur s1\b"), "sur Seine"),
    (re.compile(r"\b(?:à|a|dans|en) la (?:ville|commune|cité) (?:de |d['’])(?=\w)", re.IGNORECASE), "à "),
)
# What is said before the home: where one was, where others live, that one can hardly write.
_HEAD = re.compile(
    r"\b(?:avant|autrefois|jadis|etait|etais|vecu|grandi|nee?|mon|ma|mes|fr[eè]re|seur|soeur|parents|famille|abite|habite|vit|vivent|ecri\w*)\b"
)
_TAIL = re.compile(
    r"\b(?:moi|maintenant|d[ée]sormais|aujourd['’]hui)[ ,:]*(?:moi )?c['’ ]?est (?P<now>.+)\Z", re.IGNORECASE
)
_LAST = re.compile(r"[.!;]\s*c['’]est (?P<now>[^.!;]+)[.!;]?\s*\Z", re.IGNORECASE)


def by_ear_written_out(text: str) -> str:
    """Returns a text with the small words that learners write by ear spelt right ("mintenan ces Roubaix")."""
    for pattern, right in _EAR:
        text = pattern.sub(right, text)
    return text


def told_now(text: str) -> str | None:
    """Returns the end of a text that tells the home, behind a beginning about another place or time; None without."""
    for pattern in (_TAIL, _LAST):
        found = pattern.search(text)
        if found and _HEAD.search(plain(text[: found.start()])):
            return found["now"]
    return None
