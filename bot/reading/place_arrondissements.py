"""Arrondissements of Paris, Lyon and Marseille: "Paris 15", "lyon 3eme", "dans le 15e à Paris"."""

import re

from bot.reading.place_text import CONNECTORS, NUMBER_UNITS, Token
from bot.reading.places import Town, place_index

_ORDINALS = {
    "premier": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "sixieme": 6,
    "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10, "onzieme": 11, "douzieme": 12, "treizieme": 13,
    "quatorzieme": 14, "quinzieme": 15, "seizieme": 16, "dixseptieme": 17, "dixhuitieme": 18, "dixneuvieme": 19,
    "vingtieme": 20,
}  # fmt: skip
_ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
    "xiii": 13, "xiv": 14, "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20,
}  # fmt: skip
_ORDINAL_FIGURE = re.compile(r"(\d{1,2})(?:er|ere|e|eme|em|ieme|me)\Z")


def _ordinal(word: str) -> int | None:
    figure = _ORDINAL_FIGURE.match(word)
    return int(figure[1]) if figure else _ORDINALS.get(word)


def arrondissement_after(tokens: list[Token], position: int, town: Town) -> tuple[Town, int] | None:
    """Reads an arrondissement behind its city: "Paris 15", "lyon 3eme", "Marseille XIII arrondissement"."""
    index, city = place_index(), town.commune
    if (city.insee, 1) not in index.arrondissements or position >= len(tokens):
        return None
    skip = position
    while skip < len(tokens) - 1 and tokens[skip].word in ("dans", "le", "du", "au"):
        skip += 1
    word = tokens[skip].word
    if skip + 1 < len(tokens) and word in ("dix",) and tokens[skip + 1].word in ("septieme", "huitieme", "neuvieme"):
        word, skip = word + tokens[skip + 1].word, skip + 1
    number = _ordinal(word) or _ROMAN.get(word if tokens[skip].raw.isupper() else "")
    unit = skip + 1 < len(tokens) and tokens[skip + 1].word in NUMBER_UNITS
    if number is None and word.isdecimal() and skip == position and len(word) < 3 and not unit:
        number = int(word) if word != city.departement else None
    found = index.arrondissements.get((city.insee, number)) if number else None
    if not found:
        return None
    end = skip + 1
    if end < len(tokens) and tokens[end].word.startswith(("arrond", "arr")):
        end += 1
    return found, end


def arrondissement_before(tokens: list[Token], start: int, town: Town) -> Town | None:
    """Reads an arrondissement before its city: "dans le 15e à Paris", "3e arrondissement de Lyon"."""
    position = start - 1
    while position > 0 and (tokens[position].word in CONNECTORS or tokens[position].word.startswith("arr")):
        position -= 1
    number = _ordinal(tokens[position].word) if position >= 0 else None
    return place_index().arrondissements.get((town.commune.insee, number)) if number else None
