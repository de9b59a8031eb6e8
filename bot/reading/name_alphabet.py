"""Names spelt by words: the alphabet of radio ("Bravo Alpha Romeo"), or any words whose initials are the name."""

import re

from bot.reading.name_words import fold_name

_RADIO = {
    "alpha": "a", "alfa": "a", "bravo": "b", "charlie": "c", "delta": "d", "echo": "e", "fox": "f", "foxtrot": "f", "golf": "g", "hotel": "h", "india": "i", "juliet": "j",
    "juliett": "j", "juliette": "j", "kilo": "k", "lima": "l", "mike": "m", "november": "n", "novembre": "n", "oscar": "o", "papa": "p", "quebec": "q", "romeo": "r",
    "sierra": "s", "tango": "t", "uniform": "u", "uniforme": "u", "victor": "v", "whisky": "w", "whiskey": "w", "xray": "x", "x-ray": "x", "yankee": "y", "zulu": "z",
}  # fmt: skip
# What people are called too: a run of these alone spells nothing.
_BORNE = frozenset({"charlie", "oscar", "victor", "juliette", "juliet", "romeo", "mike", "india", "alpha", "lima"})
_FEWEST = 3
_WORD = re.compile(r"[^\W\d_]+(?:-ray)?", re.IGNORECASE)


def from_alphabet(text: str) -> str:
    """Returns a text in which words of an alphabet give way to their letters, or to nothing beside the name they spell."""
    words = list(_WORD.finditer(text))
    for start in range(len(words)):
        run = _radio_run(words[start:])
        if len(run) >= _FEWEST and not all(fold_name(word.group()) in _BORNE for word in run):
            letters = " ".join(_RADIO[fold_name(word.group())].upper() for word in run)
            return text[: run[0].start()] + letters + text[run[-1].end() :]
    return _without_initials_of(text, words)


def _radio_run(words: list[re.Match[str]]) -> list[re.Match[str]]:
    run: list[re.Match[str]] = []
    for word in words:
        if fold_name(word.group()) not in _RADIO:
            break
        run.append(word)
    return run


def _without_initials_of(text: str, words: list[re.Match[str]]) -> str:
    """Returns a text without the words whose initials spell the name beside them ("Roux : Raoul Oscar Ursule Xavier")."""
    initials = "".join(fold_name(word.group())[:1] for word in words)
    for place, word in enumerate(words):
        name = fold_name(word.group())
        size = len(name)
        if size < _FEWEST or size >= len(words):
            continue
        for start in (place + 1, place - size):
            is_spelt = start >= 0 and initials[start : start + size] == name
            run = words[start : start + size] if is_spelt else []
            if run and all(len(part.group()) > 1 and part.group()[0].isupper() for part in run):
                return (text[: run[0].start()] + " , " + text[run[-1].end() :]).strip(" ,")
    return text
