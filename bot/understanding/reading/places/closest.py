"""Fuzzy search for misspelled place names: "Monpelier", "Chateau-Tierry", "Fodfrans", "grnbl".

Candidates are ranked by two edit distances, of letters and of phonetic keys, weighed against population: a typo in the
name
of a large town is far more frequent than in the name of a hamlet.
"""

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import chain

from rapidfuzz.distance import OSA

from bot.understanding.reading.places.names import name_key, squeezed, without_article
from bot.understanding.reading.places.near import NearNames
from bot.understanding.reading.places.records import Area, Guess, Town
from bot.understanding.reading.places.tables import Names, Tables, heads_of
from bot.understanding.reading.places.words import is_common
from bot.understanding.sounds import letters, voice

_LONGEST = 40  # letters of a name that are compared
_SHORTEST = 3
_BEGINNING = 5  # letters of an unfinished name
_COMPARED = 60  # names by sound that are weighed
_LONG = 9  # letters, from which one counts less
_A_LETTER, _A_SOUND = 2.0, 4.0  # what a wrong one costs; ten times the inhabitants count 1
_MOST_UNLIKE = 0.15  # a sound
_HAMLET = 200  # inhabitants under which nobody is expected to write a name by ear
_SMALL_TOWN, _LARGE, _CITY = 2_000, 20_000, 100_000
_DEAREST, _DEAREST_INSIDE = -0.9, 0.6  # cost above which a town is not thought of; the same where its area is told
_CLEAR = 1.1  # by how much the best guess must beat the second
_OFFERED = 1.6  # how far behind the best guess another name is still offered
_VOWELS = str.maketrans("", "", "aeiouy")
_AS_SOUND = re.compile(r"(?<=[a-z])[1279]|[1279](?=[a-z])", re.IGNORECASE)  # "vitry sur s1"
_GLUED_SAINT = re.compile(r"ste?[a-z]{3}")
_DIGITS = {"1": "in", "2": "de", "7": "set", "9": "neuf"}


@dataclass(slots=True)
class Lists:
    """Names to compare: as one word, by phonetic key, and by consonants."""

    letters: Names = field(default_factory=lambda: defaultdict(list))
    sounds: Names = field(default_factory=lambda: defaultdict(list))
    bones: Names = field(default_factory=lambda: defaultdict(list))
    beginnings: Names = field(default_factory=lambda: defaultdict(list))  # by the first letters
    areas: list[tuple[str, str, Area]] = field(default_factory=list)  # letters, sounds
    near_letters: NearNames = field(default_factory=lambda: NearNames(()))
    near_sounds: NearNames = field(default_factory=lambda: NearNames(()))


def lists_of(tables: Tables) -> Lists:
    """Build the comparison lists from the tables."""
    lists = Lists()
    for key, towns in tables.exact.items():
        lists.letters[squeezed(key)] += towns
        lists.letters[squeezed(without_article(key))] += towns if without_article(key) != key else []
        town = max(towns, key=lambda own: own.population)
        if town.population >= _HAMLET:
            _add_sounds(lists.sounds, town.former or town.commune.name, towns)
        known = [own for own in towns if own.population >= _SMALL_TOWN and not own.former]
        lists.beginnings[squeezed(key)[:_BEGINNING]] += known
        if town.population >= _LARGE:
            lists.bones[_bones(squeezed(key))].append(town)
    for key, towns in tables.heads.items():
        known = [town for town in towns if town.population >= _SMALL_TOWN and key in heads_of(town.key, _LARGE)]
        if known and key not in tables.exact:
            lists.letters[squeezed(key)] += known
            lists.sounds[voice().say(key.split())] += known
    for key, towns in tables.usages.items():
        if len(key) > 5:
            lists.letters[squeezed(key)] += towns
            lists.sounds[voice().say(letters(key))] += towns
    for key, area in tables.areas.items():
        if area.kind != "land" and len(key) > _SHORTEST:
            name = area.name if name_key(area.name) == key else key  # with its accents
            lists.areas.append((squeezed(key), voice().say(letters(name)), area))
    lists.near_letters, lists.near_sounds = NearNames(lists.letters), NearNames(lists.sounds)
    return lists


def _add_sounds(sounds: Names, name: str, towns: list[Town]) -> None:
    """Add the phonetic keys of a name, with and without liaison and article."""
    words = letters(name.partition(" (")[0])
    said = {voice().say(words), voice().say(words, liaison=False)}
    if words[0] in ("le", "la", "les", "l") and len(words) > 1:
        said.add(voice().say(words[1:]))
    for heard in said:
        sounds[heard] += towns


def _bones(letters_: str) -> str:
    return letters_[:1] + letters_[1:].translate(_VOWELS)


def _allowed(length: int) -> int:
    """Maximum edit distance for a name of this length."""
    return 0 if length < 4 else 1 if length < 7 else 2 if length < 13 else 3


def closest_towns(name: str, lists: Lists, inside: Collection[str] = ()) -> list[Guess[Town]]:
    """Towns that a misspelled name may mean, likeliest first: one if it is clear, several if not.

    Args:
        inside: codes of départements. If given, only towns inside, less similar ones too.
    """
    name = _AS_SOUND.sub(lambda found: _DIGITS[found[0]], name[:_LONGEST])
    spelt = chain(_by_letters(name, lists), _by_bones(name, lists), _unfinished(name, lists, inside))
    guesses = [*spelt, *_by_sounds(name, lists, 2 if inside else _SHORTEST)]
    kept = [guess for guess in guesses if not inside or guess.place.commune.departement in inside]
    best: dict[str, Guess[Town]] = {}
    for guess in sorted(kept, key=lambda guess: guess.cost):
        if guess.cost <= (_DEAREST_INSIDE if inside else _DEAREST):
            best.setdefault(guess.place.commune.insee, guess)
    ranked = list(best.values())
    if len(ranked) > 1 and ranked[1].cost - ranked[0].cost >= _CLEAR:
        return ranked[:1]
    return [guess for guess in ranked if guess.cost - ranked[0].cost <= _OFFERED]


def _cost(badness: float, town: Town) -> float:
    return badness - math.log10(town.population + 30)


def _by_letters(name: str, lists: Lists) -> Iterator[Guess[Town]]:
    typed = squeezed(name_key(name))[:_LONGEST]
    if _GLUED_SAINT.match(typed) and typed not in lists.letters:
        typed = next((full for full in ("saint" + typed[2:], "sainte" + typed[3:]) if full in lists.letters), typed)
    allowed = _allowed(len(typed))
    for key, distance in lists.near_letters.within(typed, allowed, _COMPARED):
        wrong = distance + (0.5 if key[0] != typed[0] else 0)
        least = _least_population(len(typed), wrong)
        for town in lists.letters[key]:
            if town.population >= least:
                badness = _A_LETTER * wrong * min(1.0, _LONG / len(typed))
                yield Guess(1 - wrong / max(len(key), len(typed)), _cost(badness, town), town)


def _least_population(length: int, wrong: float) -> int:
    """Minimum population of a town that a name with this many wrong letters may mean."""
    if not wrong:
        return 0
    if length <= 5:
        return _LARGE // 2
    if wrong >= 2 and length < 9:
        return _LARGE
    return _SMALL_TOWN if length < 8 or (wrong >= 2 and length < 12) else 0


def _by_sounds(name: str, lists: Lists, shortest: int) -> Iterator[Guess[Town]]:
    for sounds, doubt in voice().heard(name[:_LONGEST]).items():
        if len(sounds) < shortest:
            continue
        most = max(1, len(sounds) // 3)
        for heard, _ in lists.near_sounds.within(sounds, most, _COMPARED):
            unlike = doubt + voice().unlikeness(sounds, heard)
            if unlike > max(_MOST_UNLIKE * len(sounds), 0.35 if shortest < _SHORTEST else 0):
                continue
            least = 0 if len(sounds) > 5 else _SMALL_TOWN if not unlike else _LARGE // 2
            for town in lists.sounds[heard]:
                if town.population >= least:
                    cost = _cost(_A_SOUND * unlike, town)
                    yield Guess(max(0.0, 1 - unlike / len(sounds)), cost, town, heard=True)


def _by_bones(name: str, lists: Lists) -> Iterator[Guess[Town]]:
    """Larger towns whose consonants were typed ("brdx", "grnbl")."""
    typed = squeezed(name_key(name))
    if len(typed) < _SHORTEST or typed != _bones(typed):
        return
    for town in lists.bones.get(typed, ()):
        if town.population >= (_LARGE if len(typed) > _SHORTEST else _CITY):
            yield Guess(0.7, _cost(_A_LETTER, town), town)


def _unfinished(name: str, lists: Lists, inside: Collection[str]) -> Iterator[Guess[Town]]:
    """Larger towns whose name starts like this ("grenob". "St Den" if the département is known)."""
    typed = squeezed(name_key(name))
    if len(typed) < _BEGINNING or is_common(typed):
        return
    least = _SMALL_TOWN if inside else _LARGE if len(typed) == _BEGINNING else _LARGE // 4
    for town in lists.beginnings.get(typed[:_BEGINNING], ()):
        if town.population >= least and squeezed(town.key).startswith(typed):
            yield Guess(0.7, _cost(_A_LETTER / (4 if inside else 2), town), town)


def closest_areas(name: str, lists: Lists) -> list[Guess[Area]]:
    """Areas that a misspelled name may mean, likeliest first, without duplicates."""
    typed = squeezed(without_article(name_key(name)))[:_LONGEST]
    best: dict[str, Guess[Area]] = {}
    for guess in sorted(_areas_near(name, typed, lists), key=lambda guess: guess.cost):
        best.setdefault(guess.place.name, guess)
    least = min((guess.cost for guess in best.values()), default=0.0)
    return [guess for guess in best.values() if guess.cost - least < _CLEAR]


def _areas_near(name: str, typed: str, lists: Lists) -> Iterator[Guess[Area]]:
    said, allowed = voice().heard(name[:_LONGEST]), _allowed(len(typed))
    for key, heard, area in lists.areas:
        wrong = OSA.distance(typed, key, score_cutoff=allowed)
        if wrong <= allowed:
            yield Guess(1 - wrong / len(key), _A_LETTER * wrong, area)
        if len(heard) > _SHORTEST and any(abs(len(sounds) - len(heard)) <= 2 for sounds in said):
            unlike = min(doubt + voice().unlikeness(sounds, heard) for sounds, doubt in said.items())
            if unlike <= _MOST_UNLIKE * len(heard):
                yield Guess(1 - unlike / len(heard), _A_SOUND * unlike, area, heard=True)
