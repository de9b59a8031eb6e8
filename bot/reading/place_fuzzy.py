"""Misspelt names of communes: "Monpelier", "toulouz", "Chateau-Tierry".

Distances are counted on the folded name and on a rough French pronunciation, and weighed against the population: a
slip in the name of a large town is far more frequent than one in the name of a hamlet.
"""

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.reading.name_words import common_words
from bot.reading.place_text import CONNECTORS
from bot.reading.places import Town, place_index

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[^a-z]", ""),
        (r"eaux?|aux?(?![aeiouy])|au", "o"),
        (r"ph", "f"),
        (r"(?<=[nr])[td](?=[bcdfgmpqv])|(?<=n)t(?=[nlr]?[bcdfgmpqv])", ""),
        (r"qu|q|ck|k|c(?![eiyh])|ch(?=r)", "k"),
        (r"c(?=[eiy])|ss|sc(?=[eiy])", "s"),
        (r"g(?=[eiy])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"y", "i"),
        (r"ai|ei|ee|er\b|ez\b|et\b", "e"),
        (r"am(?=[bp])|an|em(?=[bp])|en", "a~"),
        (r"[ae]in|im(?=[bp])|in(?![aeiou])", "e~"),
        (r"om(?=[bp])", "on"),
        (r"h|w", ""),
        (r"z", "s"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)[estxdpz]+\Z", ""),
    )
)
SMALL_TOWN = 2000  # short misspelt words are only compared with towns above
_LARGE = 20_000  # inhabitants from which any spelling that sounds the same is taken
_SHORT = 5  # letters
_FAR_LARGER = 3
_SHORTEST_WORD = 4  # letters
_LONG = 10  # letters of a name whose first one is taken to be right
UNFINISHED = 5  # letters that tell a town within a département ("St Jo, La Réunion")
_LONG_SOUND = 7  # sounds of a whole name that is told by its pronunciation
_BONES = 3  # consonants of a name typed without vowels
_CLEAR = 1.1  # by how much the best guess must beat the second (a tenfold population is 1, an error 2)
_OFFERED = 1.6  # how far behind the best guess another name is still offered


def sound(key: str) -> str:
    """Returns a rough French pronunciation of a folded name."""
    heard = key.replace(" ", "")
    for pattern, said in _SOUNDS:
        heard = pattern.sub(said, heard)
    return heard


def skeleton(key: str) -> str:
    """Returns the consonants of a folded name, the first letter included, each once in a row ("grnbl")."""
    return re.sub(r"(.)\1+", r"\1", key[:1] + re.sub(r"[aeiouy ]", "", key[1:]))


def _without_vowels(key: str) -> dict[str, float]:
    """Returns the larger towns whose name, in its consonants, is what was typed ("brdx", "montobn")."""
    bones, index = skeleton(key), place_index()
    costs = {}
    for name in _lists().skeletons.get(bones, ()) if len(bones) >= _BONES else ():
        population = max(_inhabitants(town) for town in index.by_name[name])
        least = _LARGE if len(bones) > _BONES else 5 * _LARGE
        if population >= least and (len(bones) >= _SHORT or _left_out(key, name)):
            costs[name] = 1.0 if _left_out(key, name) else 1.3
    return costs


def _left_out(key: str, name: str) -> bool:
    """Tells whether the letters of a key stand in a name in that order."""
    letters = iter(name)
    return all(letter in letters for letter in key)


@dataclass(frozen=True, slots=True)
class _Lists:
    by_length: dict[tuple[int, str], list[str]]
    sounds: dict[str, list[str]]
    skeletons: dict[str, list[str]]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    by_length: dict[tuple[int, str], list[str]] = defaultdict(list)
    sounds: dict[str, list[str]] = defaultdict(list)
    skeletons: dict[str, list[str]] = defaultdict(list)
    for key, towns in place_index().by_name.items():
        by_length[len(key), key[0] if len(key) >= _LONG else ""].append(key)
        if towns[0].commune.population >= SMALL_TOWN:
            sounds[sound(key)].append(key)
            skeletons[skeleton(key)].append(key)
    return _Lists(by_length, sounds, skeletons)


def _inhabitants(town: Town) -> int:
    """Returns the population; a former commune counts as a small town, whatever it belongs to today."""
    return min(town.commune.population, SMALL_TOWN) if town.former else town.commune.population


def _allowed(length: int) -> int:
    """Returns how many errors a name of that many letters may have."""
    return 0 if length < 4 else 1 if length < 7 else 2 if length < 13 else 3


def near_names(key: str) -> list[tuple[float, str]]:
    """Returns the names of communes close to a folded name, with their cost, the likeliest first."""
    lists, index = _lists(), place_index()
    length, allowed = len(key), _allowed(len(key))
    costs: dict[str, float] = {}
    for size in range(length - allowed, length + allowed + 1):
        names = lists.by_length.get((size, key[0] if size >= _LONG else ""), ())
        for name, distance, _ in process.extract(key, names, scorer=OSA.distance, score_cutoff=allowed, limit=30):
            costs[name] = float(distance) + (0.5 if name[0] != key[0] else 0)
    for name in lists.sounds.get(sound(key), ()) if length >= 4 else ():
        distance = OSA.distance(key, name)
        large = max(_inhabitants(town) for town in index.by_name[name]) >= _LARGE
        if distance <= max(2, length // 3) or (large and distance <= length // 2):
            costs[name] = min(costs.get(name, 9.0), 0.8 if length > _SHORT and distance < 2 else 1.0)
    ranked = []
    for name, cost in _without_vowels(key).items():
        costs[name] = min(costs.get(name, 9.0), cost)
    for name, cost in costs.items():
        if _has_other_word(key, name):
            continue
        population = max(_inhabitants(town) for town in index.by_name[name])
        if cost >= 1 and population < SMALL_TOWN and (length < 8 or cost >= 2) and " " not in name:
            continue
        if cost >= 2 and length < 9 and population < 20_000:
            continue
        if cost >= 1 and length <= _SHORT and population < 10_000:
            continue
        ranked.append((2 * cost - math.log10(population + 30), name))
    return sorted(ranked)


def _has_other_word(key: str, name: str) -> bool:
    """Tells whether a word of several is a plain French one that the name has not ("saint laurent des neiges")."""
    words, names = key.split(), name.split()
    if len(words) != len(names) or len(words) < 2:
        return False
    return any(
        len(word) >= _SHORTEST_WORD and OSA.distance(word, other) > 1 and (word in common_words() or _is_city(word))
        for word, other in zip(words, names, strict=True)
    )


def _is_city(word: str) -> bool:
    return any(town.commune.population >= _LARGE for town in place_index().by_name.get(word, ()))


def cities_sounding(key: str) -> list[Town]:
    """Returns the large towns pronounced like a folded name ("nant" → Nantes)."""
    index = place_index()
    towns = [index.by_name[name][0] for name in _lists().sounds.get(sound(key), ()) if name != key]
    return [town for town in towns if not town.former and town.commune.population >= 5 * _LARGE]


@lru_cache(maxsize=1)
def larger_towns() -> list[Town]:
    """Returns the communes that are no villages, the most populated first."""
    towns = [Town(commune) for commune in place_index().communes.values() if commune.population >= SMALL_TOWN]
    return sorted(towns, key=lambda town: -town.commune.population)


@lru_cache(maxsize=1)
def _beginnings() -> dict[str, list[Town]]:
    starts: dict[str, list[Town]] = defaultdict(list)
    for town in larger_towns():
        starts[town.commune.key[:UNFINISHED]].append(town)
    return starts


def town_unfinished(key: str) -> Town | None:
    """Returns the one town, far larger than any other, that a shortened name begins ("grenob", "versa")."""
    if " " in key or key in common_words():
        return None
    towns = towns_beginning(key)
    least = _LARGE if len(key) <= UNFINISHED else _LARGE // 4
    if not towns or towns[0].commune.population < least:
        return None
    rival = towns[1].commune.population if len(towns) > 1 else 0
    return towns[0] if towns[0].commune.population >= _FAR_LARGER * rival else None


def towns_beginning(key: str) -> list[Town]:
    """Returns the communes, villages apart, whose folded name begins so; none for fewer letters than `UNFINISHED`."""
    return [town for town in _beginnings().get(key[:UNFINISHED], ()) if town.commune.key.startswith(key)]


@lru_cache(maxsize=1)
def _cities() -> list[tuple[list[str], Town]]:
    large = takewhile(lambda town: town.commune.population >= _LARGE, larger_towns())
    return [(town.commune.key.split(), town) for town in large]


def cities_abbreviated(words: list[str]) -> list[Town]:
    """Returns the large towns each word of whose name is shortened ("clmt fd", "aix en pce", "l hay les r")."""
    shortened = [word for word in words if word not in CONNECTORS]
    if len(words) < 2 or sum(map(len, words)) <= _SHORT or min(map(len, shortened[:-1]), default=0) < 2:
        return []
    return [
        town
        for name, town in _cities()
        if len(name) == len(words)
        and all(
            word[0] == full[0] and _left_out(word, full) and (word == full or full not in CONNECTORS)
            for word, full in zip(words, name, strict=True)
        )
    ]


def likely_names(words: list[str]) -> list[str]:
    """Returns the names that misspelt words may mean: one when it is clear, several when not, likeliest first."""
    key = " ".join(words)
    if not key or not any(letter.isalpha() for letter in key) or all(word in CONNECTORS for word in words):
        return []
    ranked = near_names(key)
    if not ranked:
        return []
    best = ranked[0][0]
    if len(ranked) == 1 or ranked[1][0] - best >= _CLEAR:
        return [ranked[0][1]]
    return [name for cost, name in ranked if cost - best <= _OFFERED]


def towns_spelt_like(words: list[str]) -> list[Town]:
    """Returns the towns that misspelt words may mean, likeliest first."""
    index = place_index()
    found: dict[str, Town] = {}
    for name in likely_names(words):
        for town in index.by_name[name]:
            found.setdefault(town.commune.insee, town)
    return list(found.values())


@lru_cache(maxsize=1)
def _long_sounds() -> dict[str, list[Town]]:
    """Returns the towns of several words by their pronunciation, villages apart."""
    heard: dict[str, list[Town]] = defaultdict(list)
    for town in larger_towns():
        if " " in town.commune.key:
            heard[sound(town.commune.key)].append(town)
    return dict(heard)


def towns_written_badly(words: list[str]) -> list[Town]:
    """Returns the towns of several words that sound nearly like a whole answer ("vilneuve dasq"), the nearest only."""
    heard = sound(" ".join(words))
    if len(heard) < _LONG_SOUND:
        return []
    slips = 1 if len(heard) < _LONG else 2
    hits = process.extract(heard, list(_long_sounds()), scorer=OSA.distance, score_cutoff=slips, limit=3)
    hits = [hit for hit in hits if hit[0][0] == heard[0]]
    if not hits or (len(hits) > 1 and hits[1][1] == hits[0][1]):
        return []
    towns = _long_sounds()[hits[0][0]]
    least = SMALL_TOWN if hits[0][1] < slips else _LARGE // 4
    return [town for town in towns if town.commune.population >= least]
