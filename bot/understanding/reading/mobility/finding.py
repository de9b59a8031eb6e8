"""Places named by a span: usually one name, sometimes a list or a short answer."""

import re
from collections.abc import Sequence

from bot.base.text import fold
from bot.understanding.reading.mobility.words import cut, own_extent, words
from bot.understanding.reading.mobility.zones import (
    BIG,
    Bearings,
    Zone,
    exact_zone,
    is_ordinary,
    nearest,
    of_area,
    of_commune,
)
from bot.understanding.reading.places.index import place_index
from bot.understanding.reading.places.names import ARTICLES
from bot.understanding.reading.places.records import Area, Town
from bot.understanding.reading.places.words import is_common

_LONGEST = 200  # characters of a span that are read
_MARK = re.compile(r"[,;/+&|:!?()–—]|\s-\s|\.(?=\s|$)")
_WORD = re.compile(r"[^\W_]+'?(?:-[^\W_]+'?)*")
_MOST_WORDS, _MOST_PIECES = 6, 12  # of a name, of a list
_KNOWN = 5000  # inhabitants of a town that is found among other words in small letters
_ALIKE, _SURE = 0.8, 0.9  # of 1: how like a misspelt name must be; so like that nothing nearer is looked for
_DEAREST = 4.6  # of a misspelt area
_LEADING = ARTICLES | {"a", "au", "en", "dans", "du", "sur", "vers", "departement", "dept"}  # a place
_COMPASS = frozenset({"nord", "sud", "est", "ouest"})


def find_zones(text: str, near: Bearings, *, heard: bool = True) -> list[Zone]:
    """Zones named in a text, in order, `heard` ones (misspelled) included."""
    text = text[:_LONGEST].replace("’", "'").replace("'", "' ")
    if whole := _named(text, near):
        return [whole]
    found: list[Zone] = []
    for piece in _MARK.split(text)[:_MOST_PIECES]:
        parts = cut(piece, "parting")
        area = _named(piece, near)
        if heard and not area and not all(_named(part, near) for part in parts):
            area = _heard_whole(piece, near)  # "heure et loir", but "Lile et Roubé"
        for part in [piece] if area and area.kind != "town" else parts:
            zone = _named(part, near) or (_heard_whole(part, near) if heard else None)
            found += [zone] if zone else _inside(part, near) or own_zones(part)
    return found


def _is_filler(word: str) -> bool:
    return all(part in words("fillers") for part in fold(word).split())


def _named(text: str, near: Bearings) -> Zone | None:
    """The place if the text is exactly a name, fillers around it aside."""
    said = text.split()
    while said:
        whole = len(said) <= _MOST_WORDS and words("parting").isdisjoint((fold(said[0]), fold(said[-1])))
        if whole and (zone := exact_zone(" ".join(said), near)):
            return zone
        if _is_filler(said[-1]) and not _is_filler(said[0]):
            said.pop()
        elif _is_filler(said[0]):
            said.pop(0)
        else:
            break
    return None


def _inside(text: str, near: Bearings) -> list[Zone]:
    """Places among the words of a text, the longest names first."""
    said = _WORD.findall(text)
    found: list[Zone] = []
    at = 0
    while at < len(said):
        for size in range(min(_MOST_WORDS, len(said) - at), 0, -1):
            name = " ".join(said[at : at + size])
            zone = exact_zone(name, near) if _may_name(said, at, size) else None
            if zone and zone.exact and (zone.kind != "town" or name[0].isupper() or zone.population >= _KNOWN):
                found += [] if fold(name) in _COMPASS else [zone]  # "Nord Isère"
                at += size - 1
                break
        at += 1
    return found


def _may_name(said: Sequence[str], at: int, size: int) -> bool:
    """Whether words inside a text may be a name."""
    name = said[at : at + size]
    led = at > 0 and fold(said[at - 1]) in _LEADING
    if _is_filler(name[-1]) or (size > 1 and fold(name[0]) in _LEADING - ARTICLES):
        return False
    if name[-1].isdecimal():
        return (led and len(name[-1]) > 1) or all(word.isdecimal() and place_index().areas(word) for word in said)
    led = led or (size > 1 and fold(name[0]) in ARTICLES)
    return led or any(word[0].isupper() or not is_common(fold(word)) for word in name)


def own_zones(text: str) -> list[Zone]:
    """The candidate's own area ("mon département"), or vague proximity ("pas loin")."""
    folded = fold(text)
    if extent := own_extent(folded):
        return [Zone("around" if extent == "around" else f"own_{extent}")]
    return [] if words("vague").isdisjoint(folded.split()) else [Zone("vague")]


def _heard_whole(text: str, near: Bearings) -> Zone | None:
    """The place if the text is nothing but its misspelled name."""
    said = text.split()
    while said and _is_filler(said[0]):
        said.pop(0)
    while said and _is_filler(said[-1]):
        said.pop()
    return _heard(" ".join(said), near) if 0 < len(said) < _MOST_WORDS and not own_zones(text) else None


def _heard(name: str, near: Bearings) -> Zone | None:
    """The area or town that a misspelled name means, the more similar one."""
    index, ordinary = place_index(), is_ordinary(name)
    if ordinary and " " not in name:
        return None
    areas = [guess for guess in index.closest_areas(name) if guess.score >= _ALIKE and guess.cost <= _DEAREST]
    towns = [] if ordinary else [guess for guess in index.closest(name) if guess.score >= _ALIKE]
    codes = near.beside | ({near.home.departement} if near.home else set())
    if codes and not ordinary and not areas and (not towns or towns[0].score < _SURE):
        towns = index.closest(name, codes) or towns
    town = nearest([guess.place for guess in towns if isinstance(guess.place, Town)], near)
    is_town = town is not None and (not areas or (towns[0].score, town.population) >= (areas[0].score, BIG))
    if areas and isinstance(areas[0].place, Area) and not is_town:
        return of_area(areas[0].place)
    return of_commune(town.commune) if town else None
