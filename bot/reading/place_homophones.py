"""Départements and régions of several words that are written as other words sounding alike: "l'heure et loir"."""

from functools import lru_cache

from bot.reading.place_fuzzy import sound
from bot.reading.place_text import Token, word_set
from bot.reading.places import place_index

_LONGEST = 4  # words
_SHORTEST = 6  # sounds
_MOST_WORDS = 30  # of a text that is searched
_INSIDE = word_set("et est de d du la le en par pas sur vers")


@lru_cache(maxsize=1)
def _sounds() -> dict[str, tuple[str, ...]]:
    """Returns the names of areas of several words by their sound, what several share apart."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for key, area in place_index().areas.items():
        words = tuple(key.split())
        heard = sound(key)
        if 1 < len(words) <= _LONGEST and len(heard) >= _SHORTEST and area.kind in ("departement", "region"):
            found.setdefault(heard, {})[area.name] = words
    return {heard: next(iter(names.values())) for heard, names in found.items() if len(names) == 1}


@lru_cache(maxsize=1)
def _first_sounds() -> frozenset[str]:
    return frozenset(heard[0] for heard in _sounds())


def _may_begin(key: str) -> bool:
    return key[0] == "h" or sound(key[:2])[:1] in _first_sounds()


def with_areas_heard(tokens: list[Token]) -> list[Token]:
    """Returns the words of a text with the names of areas in place of other words that sound alike."""
    if len(tokens) > _MOST_WORDS:
        return tokens
    areas = place_index().areas
    for position, token in enumerate(tokens[1:-1], 1):
        if token.word not in _INSIDE or not token.joined or not tokens[position + 1].joined:
            continue
        for end in range(position + 2, min(len(tokens), position + _LONGEST) + 1):
            window = tokens[position - 1 : end]
            key = " ".join(part.word for part in window)
            if not all(part.joined for part in window[1:]) or key in areas or key in place_index().by_name:
                break
            name = _sounds().get(sound(key.replace(" est ", " et "))) if _may_begin(key) else None
            if name:
                meant = [Token(word, word.title(), window[0].before if not at else " ") for at, word in enumerate(name)]
                return with_areas_heard([*tokens[: position - 1], *meant, *tokens[end:]])
    return tokens
