"""Fuzzy search for misspelled place names: "Monpelier", "Chateau-Tierry", "Fodfrans", "grnbl".

Candidates are ranked by two edit distances, of letters and of phonetic keys, weighed against population: a typo in the
name of a large town is far more frequent than in the name of a hamlet.
"""

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import chain

from rapidfuzz.distance import OSA

from bot.understanding.phonetics import name_phonetics, words_of
from bot.understanding.reading.places.names import name_key, squeezed, without_article
from bot.understanding.reading.places.near import NearNames
from bot.understanding.reading.places.records import Area, Guess, Town
from bot.understanding.reading.places.tables import Names, Tables, short_forms
from bot.understanding.reading.places.words import is_common

_MAX_LETTERS = 40
_MIN_LETTERS = 3
_PREFIX_LETTERS = 5  # of an unfinished name
_MAX_COMPARED = 60
_LONG = 9  # letters; in longer names each error counts less
_A_LETTER, _A_SOUND = 2.0, 4.0  # cost per error; a factor of ten in population counts 1
_MAX_SOUND_DISTANCE = 0.15  # per sound
_HAMLET = 200  # inhabitants; smaller places are not searched by sound
_SMALL_TOWN, _LARGE, _CITY = 2_000, 20_000, 100_000
_MAX_COST, _MAX_COST_INSIDE = -0.9, 0.6  # the second if the area is known
_MIN_LEAD = 1.1  # of the best guess over the second
_MAX_COST_BEHIND = 1.6  # the best guess, to be offered too
_VOWELS = str.maketrans("", "", "aeiouy")
_AS_SOUND = re.compile(r"(?<=[a-z])[1279]|[1279](?=[a-z])", re.IGNORECASE)  # "vitry sur s1"
_GLUED_SAINT = re.compile(r"ste?[a-z]{3}")
_DIGITS = {"1": "in", "2": "de", "7": "set", "9": "neuf"}


@dataclass(slots=True)
class ComparisonLists:
    """Names to compare: as one word, by phonetic key, and by consonants."""

    letters: Names = field(default_factory=lambda: defaultdict(list))
    sounds: Names = field(default_factory=lambda: defaultdict(list))
    skeletons: Names = field(default_factory=lambda: defaultdict(list))
    beginnings: Names = field(default_factory=lambda: defaultdict(list))  # by prefix
    areas: list[tuple[str, str, Area]] = field(default_factory=list)  # letters, phonetic key
    near_letters: NearNames = field(default_factory=lambda: NearNames(()))
    near_sounds: NearNames = field(default_factory=lambda: NearNames(()))


def build_lists(tables: Tables) -> ComparisonLists:
    """Build the comparison lists from the tables."""
    lists = ComparisonLists()
    for key, towns in tables.exact.items():
        lists.letters[squeezed(key)] += towns
        lists.letters[squeezed(without_article(key))] += towns if without_article(key) != key else []
        town = max(towns, key=lambda own: own.population)
        if town.population >= _HAMLET:
            _add_sounds(lists.sounds, town.former or town.commune.name, towns)
        larger = [own for own in towns if own.population >= _SMALL_TOWN and not own.former]
        lists.beginnings[squeezed(key)[:_PREFIX_LETTERS]] += larger
        if town.population >= _LARGE:
            lists.skeletons[_skeleton(squeezed(key))].append(town)
    for key, towns in tables.heads.items():
        larger = [town for town in towns if town.population >= _SMALL_TOWN and key in short_forms(town.key, _LARGE)]
        if larger and key not in tables.exact:
            lists.letters[squeezed(key)] += larger
            lists.sounds[name_phonetics().key(key.split())] += larger
    for key, towns in tables.usages.items():
        if len(key) > 5:
            lists.letters[squeezed(key)] += towns
            lists.sounds[name_phonetics().key(words_of(key))] += towns
    for key, area in tables.areas.items():
        if area.kind != "land" and len(key) > _MIN_LETTERS:
            name = area.name if name_key(area.name) == key else key  # with its accents
            lists.areas.append((squeezed(key), name_phonetics().key(words_of(name)), area))
    lists.near_letters, lists.near_sounds = NearNames(lists.letters), NearNames(lists.sounds)
    return lists


def _add_sounds(sounds: Names, name: str, towns: list[Town]) -> None:
    words = words_of(name.partition(" (")[0])
    keys = {name_phonetics().key(words), name_phonetics().key(words, liaison=False)}
    if words[0] in ("le", "la", "les", "l") and len(words) > 1:
        keys.add(name_phonetics().key(words[1:]))
    for key in keys:
        sounds[key] += towns


def _skeleton(letters_: str) -> str:
    return letters_[:1] + letters_[1:].translate(_VOWELS)


def _max_distance(length: int) -> int:
    return 0 if length < 4 else 1 if length < 7 else 2 if length < 13 else 3


def closest_towns(name: str, lists: ComparisonLists, inside: Collection[str] = ()) -> list[Guess[Town]]:
    """Towns that a misspelled name may mean, likeliest first: one if it is clear, several if not.

    Args:
        inside: codes of départements. If given, only towns inside, less similar ones too.
    """
    name = _AS_SOUND.sub(lambda match: _DIGITS[match[0]], name[:_MAX_LETTERS])
    spelt = chain(_by_letters(name, lists), _by_skeleton(name, lists), _unfinished(name, lists, inside))
    guesses = [*spelt, *_by_sounds(name, lists, 2 if inside else _MIN_LETTERS)]
    allowed = [guess for guess in guesses if not inside or guess.place.commune.departement in inside]
    best: dict[str, Guess[Town]] = {}
    for guess in sorted(allowed, key=lambda guess: guess.cost):
        if guess.cost <= (_MAX_COST_INSIDE if inside else _MAX_COST):
            best.setdefault(guess.place.commune.insee, guess)
    ranked = list(best.values())
    if len(ranked) > 1 and ranked[1].cost - ranked[0].cost >= _MIN_LEAD:
        return ranked[:1]
    return [guess for guess in ranked if guess.cost - ranked[0].cost <= _MAX_COST_BEHIND]


def _cost(badness: float, town: Town) -> float:
    return badness - math.log10(town.population + 30)


def _by_letters(name: str, lists: ComparisonLists) -> Iterator[Guess[Town]]:
    typed = squeezed(name_key(name))[:_MAX_LETTERS]
    if _GLUED_SAINT.match(typed) and typed not in lists.letters:
        typed = next((full for full in ("saint" + typed[2:], "sainte" + typed[3:]) if full in lists.letters), typed)
    allowed = _max_distance(len(typed))
    for key, distance in lists.near_letters.within(typed, allowed, _MAX_COMPARED):
        wrong = distance + (0.5 if key[0] != typed[0] else 0)
        minimum = _min_population(len(typed), wrong)
        for town in lists.letters[key]:
            if town.population >= minimum:
                badness = _A_LETTER * wrong * min(1.0, _LONG / len(typed))
                yield Guess(1 - wrong / max(len(key), len(typed)), _cost(badness, town), town)


def _min_population(length: int, wrong: float) -> int:
    """Minimum population of a town that a name with this many wrong letters may mean."""
    if not wrong:
        return 0
    if length <= 5:
        return _LARGE // 2
    if wrong >= 2 and length < 9:
        return _LARGE
    return _SMALL_TOWN if length < 8 or (wrong >= 2 and length < 12) else 0


def _by_sounds(name: str, lists: ComparisonLists, shortest: int) -> Iterator[Guess[Town]]:
    for sounds, doubt in name_phonetics().possible_keys(name[:_MAX_LETTERS]).items():
        if len(sounds) < shortest:
            continue
        maximum = max(1, len(sounds) // 3)
        for candidate, _ in lists.near_sounds.within(sounds, maximum, _MAX_COMPARED):
            unlike = doubt + name_phonetics().distance(sounds, candidate)
            if unlike > max(_MAX_SOUND_DISTANCE * len(sounds), 0.35 if shortest < _MIN_LETTERS else 0):
                continue
            minimum = 0 if len(sounds) > 5 else _SMALL_TOWN if not unlike else _LARGE // 2
            for town in lists.sounds[candidate]:
                if town.population >= minimum:
                    cost = _cost(_A_SOUND * unlike, town)
                    yield Guess(max(0.0, 1 - unlike / len(sounds)), cost, town, by_sound=True)


def _by_skeleton(name: str, lists: ComparisonLists) -> Iterator[Guess[Town]]:
    """Larger towns whose consonants were typed ("brdx", "grnbl")."""
    typed = squeezed(name_key(name))
    if len(typed) < _MIN_LETTERS or typed != _skeleton(typed):
        return
    for town in lists.skeletons.get(typed, ()):
        if town.population >= (_LARGE if len(typed) > _MIN_LETTERS else _CITY):
            yield Guess(0.7, _cost(_A_LETTER, town), town)


def _unfinished(name: str, lists: ComparisonLists, inside: Collection[str]) -> Iterator[Guess[Town]]:
    """Larger towns whose name starts like this ("grenob". "St Den" if the département is known)."""
    typed = squeezed(name_key(name))
    if len(typed) < _PREFIX_LETTERS or is_common(typed):
        return
    minimum = _SMALL_TOWN if inside else _LARGE if len(typed) == _PREFIX_LETTERS else _LARGE // 4
    for town in lists.beginnings.get(typed[:_PREFIX_LETTERS], ()):
        if town.population >= minimum and squeezed(town.key).startswith(typed):
            yield Guess(0.7, _cost(_A_LETTER / (4 if inside else 2), town), town)


def closest_areas(name: str, lists: ComparisonLists) -> list[Guess[Area]]:
    """Areas that a misspelled name may mean, likeliest first, without duplicates."""
    typed = squeezed(without_article(name_key(name)))[:_MAX_LETTERS]
    best: dict[str, Guess[Area]] = {}
    for guess in sorted(_areas_near(name, typed, lists), key=lambda guess: guess.cost):
        best.setdefault(guess.place.name, guess)
    lowest = min((guess.cost for guess in best.values()), default=0.0)
    return [guess for guess in best.values() if guess.cost - lowest < _MIN_LEAD]


def _areas_near(name: str, typed: str, lists: ComparisonLists) -> Iterator[Guess[Area]]:
    typed_keys, allowed = name_phonetics().possible_keys(name[:_MAX_LETTERS]), _max_distance(len(typed))
    for key, area_key, area in lists.areas:
        wrong = OSA.distance(typed, key, score_cutoff=allowed)
        if wrong <= allowed:
            yield Guess(1 - wrong / len(key), _A_LETTER * wrong, area)
        if len(area_key) > _MIN_LETTERS and any(abs(len(sounds) - len(area_key)) <= 2 for sounds in typed_keys):
            unlike = min(doubt + name_phonetics().distance(sounds, area_key) for sounds, doubt in typed_keys.items())
            if unlike <= _MAX_SOUND_DISTANCE * len(area_key):
                yield Guess(1 - unlike / len(area_key), _A_SOUND * unlike, area, by_sound=True)
