"""Places named by a span: usually one name, sometimes a list or a short answer."""

import re
from collections.abc import Sequence

from bot.base.text import fold
from bot.understanding.reading.mobility.words import own_extent, split_at, word_list
from bot.understanding.reading.mobility.zones import (
    BIG,
    DisambiguationContext,
    Zone,
    area_zone,
    commune_zone,
    exact_zone,
    is_ordinary,
    nearest,
)
from bot.understanding.reading.places.index import place_index
from bot.understanding.reading.places.names import ARTICLES
from bot.understanding.reading.places.records import Area, Town
from bot.understanding.reading.places.words import is_common

_MAX_CHARACTERS = 200
_MARK = re.compile(r"[,;/+&|:!?()–—]|\s-\s|\.(?=\s|$)")
_WORD = re.compile(r"[^\W_]+'?(?:-[^\W_]+'?)*")
_MAX_NAME_WORDS, _MAX_PIECES = 6, 12  # of a name, of a list
_MIN_LOWERCASE_POPULATION = 5000  # inhabitants of a town found among other words in lower case
_MIN_SIMILARITY = 0.8  # of a misspelled name
_CLEAR_SIMILARITY = 0.9  # so similar that no nearer one is searched
_MAX_AREA_COST = 4.6
_LEADING = ARTICLES | {"a", "au", "en", "dans", "du", "sur", "vers", "departement", "dept"}  # words before a place
_COMPASS = frozenset({"nord", "sud", "est", "ouest"})


def find_zones(text: str, near: DisambiguationContext, *, fuzzy: bool = True) -> list[Zone]:
    """Zones named in a text, in order, with `fuzzy` misspelled ones too."""
    text = text[:_MAX_CHARACTERS].replace("’", "'").replace("'", "' ")
    if whole := _exact_match(text, near):
        return [whole]
    zones: list[Zone] = []
    for piece in _MARK.split(text)[:_MAX_PIECES]:
        parts = split_at(piece, "parting")
        area = _exact_match(piece, near)
        if fuzzy and not area and not all(_exact_match(part, near) for part in parts):
            area = _fuzzy_match(piece, near)  # "heure et loir", but "Lile et Roubé"
        for part in [piece] if area and area.kind != "town" else parts:
            zone = _exact_match(part, near) or (_fuzzy_match(part, near) if fuzzy else None)
            zones += [zone] if zone else _inside(part, near) or own_zones(part)
    return zones


def _is_filler(word: str) -> bool:
    return all(part in word_list("fillers") for part in fold(word).split())


def _exact_match(text: str, near: DisambiguationContext) -> Zone | None:
    """The place if the text is exactly a name, fillers around it aside."""
    words = text.split()
    while words:
        whole = len(words) <= _MAX_NAME_WORDS and word_list("parting").isdisjoint((fold(words[0]), fold(words[-1])))
        if whole and (zone := exact_zone(" ".join(words), near)):
            return zone
        if _is_filler(words[-1]) and not _is_filler(words[0]):
            words.pop()
        elif _is_filler(words[0]):
            words.pop(0)
        else:
            break
    return None


def _inside(text: str, near: DisambiguationContext) -> list[Zone]:
    """Places among the words of a text, the longest names first."""
    words = _WORD.findall(text)
    zones: list[Zone] = []
    at = 0
    while at < len(words):
        for size in range(min(_MAX_NAME_WORDS, len(words) - at), 0, -1):
            name = " ".join(words[at : at + size])
            zone = exact_zone(name, near) if _may_name(words, at, size) else None
            if (
                zone
                and zone.exact
                and (zone.kind != "town" or name[0].isupper() or zone.population >= _MIN_LOWERCASE_POPULATION)
            ):
                zones += [] if fold(name) in _COMPASS else [zone]  # "Nord Isère"
                at += size - 1
                break
        at += 1
    return zones


def _may_name(words: Sequence[str], at: int, size: int) -> bool:
    name = words[at : at + size]
    led = at > 0 and fold(words[at - 1]) in _LEADING
    if _is_filler(name[-1]) or (size > 1 and fold(name[0]) in _LEADING - ARTICLES):
        return False
    if name[-1].isdecimal():
        return (led and len(name[-1]) > 1) or all(word.isdecimal() and place_index().areas(word) for word in words)
    led = led or (size > 1 and fold(name[0]) in ARTICLES)
    return led or any(word[0].isupper() or not is_common(fold(word)) for word in name)


def own_zones(text: str) -> list[Zone]:
    """The candidate's own area ("mon département"), or vague proximity ("pas loin")."""
    folded = fold(text)
    if extent := own_extent(folded):
        return [Zone("around" if extent == "around" else f"own_{extent}")]
    return [] if word_list("vague").isdisjoint(folded.split()) else [Zone("vague")]


def _fuzzy_match(text: str, near: DisambiguationContext) -> Zone | None:
    """The place if the text is nothing but its misspelled name."""
    words = text.split()
    while words and _is_filler(words[0]):
        words.pop(0)
    while words and _is_filler(words[-1]):
        words.pop()
    return _fuzzy_zone(" ".join(words), near) if 0 < len(words) < _MAX_NAME_WORDS and not own_zones(text) else None


def _fuzzy_zone(name: str, near: DisambiguationContext) -> Zone | None:
    """The area or town that a misspelled name means, the more similar one."""
    index, ordinary = place_index(), is_ordinary(name)
    if ordinary and " " not in name:
        return None
    areas = [
        guess for guess in index.closest_areas(name) if guess.score >= _MIN_SIMILARITY and guess.cost <= _MAX_AREA_COST
    ]
    towns = [] if ordinary else [guess for guess in index.closest(name) if guess.score >= _MIN_SIMILARITY]
    codes = near.beside | ({near.home.departement} if near.home else set())
    if codes and not ordinary and not areas and (not towns or towns[0].score < _CLEAR_SIMILARITY):
        towns = index.closest(name, codes) or towns
    town = nearest([guess.place for guess in towns if isinstance(guess.place, Town)], near)
    is_town = town is not None and (not areas or (towns[0].score, town.population) >= (areas[0].score, BIG))
    if areas and isinstance(areas[0].place, Area) and not is_town:
        return area_zone(areas[0].place)
    return commune_zone(town.commune) if town else None
