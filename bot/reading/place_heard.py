"""Towns written by ear, of which no letter need be right: "Fodfrans", "Lézabim", "Sin-Pyèr", "Marsey", "Pwatié"."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.reading.french_sounds import CREOLE_SAINTS, Voice, heard_in, letters, skeleton, unlikeness
from bot.reading.name_words import is_chat, is_first_name, is_word
from bot.reading.place_mentions import BIG_TOWN, towns_named
from bot.reading.place_text import ARTICLES
from bot.reading.places import PlaceIndex, Town, place_index
from bot.reading.town_hints import Hints
from bot.reading.words_by_ear import sounds_french

_FEWEST_SOUNDS = 3
_MOST_LETTERS = 40
_COMPARED = 30  # names of a skeleton that are compared sound by sound
_UNLIKE = 4.0  # what one wrong sound weighs; ten times the inhabitants weigh 1
_MOST_UNLIKE = 0.14  # a sound
_ABROAD = 0.1  # the same for foreign cities
_SHORT = 5  # sounds of a name that only a larger town is thought to be, unless a département is named
_LARGER = 2000  # inhabitants
_BIG_ENOUGH = 10_000  # inhabitants of the town that a word in small letters, of which nothing else is told, may name
_LESS_UNLIKE = 0.1  # a sound of such a word, or of a short one
_DEAREST = -1.6  # cost above which a town is not thought of
_DEAREST_INSIDE = -0.8  # the same when a département is named
_CLEAR = 1.0
_PLAINLY = 0.5  # sounds by which one name is nearer than another
_LESS_KNOWN = 5  # by how much the nearer may have fewer inhabitants
_OFFERED = 1.5


@dataclass(frozen=True, slots=True, order=True)
class _Heard:
    """A town that words written by ear may mean, with what speaks against it."""

    cost: float
    unlike: float
    town: Town = field(compare=False)


def towns_heard(raw: Sequence[str], hints: Hints, told: bool = False) -> list[Town]:
    """Returns the towns that words written by ear may mean, likeliest first: one when it is clear, none for no town.

    Args:
        raw: the words as they were written, with their accents.
        hints: what narrows the towns down; only those that fit it are looked at.
        told: whether it is told that they name a town ("j'habite à").
    """
    return [heard.town for heard in _ranked(raw, hints, told)]


def rather_heard(raw: Sequence[str], spelt: list[Town], hints: Hints) -> list[Town]:
    """Returns the towns that words mean: those spelt nearly so, unless others sound plainly more like them.

    Args:
        raw: the words as they were written, with their accents.
        spelt: the towns that are spelt nearly so, likeliest first; of none, none is returned.
        hints: what narrows the towns down.
    """
    ranked = _ranked(raw, hints, True) if spelt else []
    if not ranked:
        return spelt
    best = ranked[0]
    others = [town for town in spelt if town.commune.insee != best.town.commune.insee]
    if len(ranked) == 1 and 0 < len(others) < len(spelt):
        is_plain = min(unlikeness_of(raw, town) for town in others) - best.unlike >= _PLAINLY
        return [best.town] if is_plain else spelt  # "Lanion" is Lannion, not Langon
    is_known = _LESS_KNOWN * best.town.commune.population >= spelt[0].commune.population
    is_nearer = min(unlikeness_of(raw, town) for town in spelt) - best.unlike >= _PLAINLY
    return [heard.town for heard in ranked] if is_known and is_nearer else spelt


def country_heard(raw: Sequence[str], towns: list[Town]) -> str | None:
    """Returns the country of the foreign city that words written by ear name more plainly than any of the towns."""
    if _is_chat(raw):
        return None
    index = place_index()
    heard = [
        (doubt + unlikeness(sounds, name), country)
        for sounds, doubt in heard_in(letters(" ".join(raw))).items()
        if len(sounds) >= _FEWEST_SOUNDS
        for name, country in index.heard_abroad.get(skeleton(sounds), {}).items()
        if unlikeness(sounds, name) <= _ABROAD * len(sounds)
    ]
    if not heard:
        return None
    unlike, country = min(heard)
    known = towns[0].commune.population if towns else 0
    return country if not known or unlike < unlikeness_of(raw, towns[0]) or known < BIG_TOWN else None


def _is_chat(raw: Sequence[str]) -> bool:
    if len(raw) > 1 and raw[0].lower() in CREOLE_SAINTS:
        return False
    return all(is_word(word) or is_chat(word) or is_first_name(word) for word in raw)


def unlikeness_of(raw: Sequence[str], town: Town) -> float:
    """Returns by how many sounds words written by ear differ from a town's name."""
    words = letters(town.former or town.commune.name)
    names = [Voice().say(words[start:]) for start in range(2 if words[0] in ARTICLES else 1)]
    heard = heard_in(letters(" ".join(raw)))
    return min(doubt + unlikeness(sounds, name) for sounds, doubt in heard.items() for name in names)


def _ranked(raw: Sequence[str], hints: Hints, told: bool) -> list[_Heard]:
    words = letters(" ".join(raw))
    is_name = raw[0][:1].isupper()
    if sum(map(len, words)) > _MOST_LETTERS or (_is_chat(words) and not (hints.given and is_name)):
        return []
    trusted = told or is_name or hints.given
    if not trusted and all(map(sounds_french, words)):
        return []
    index = place_index()
    found: dict[str, _Heard] = {}
    for sounds, doubt in heard_in(words).items():
        if len(sounds) < _FEWEST_SOUNDS:
            continue
        least = 0 if hints.given else _BIG_ENOUGH if not trusted else _LARGER if len(sounds) <= _SHORT else 0
        allowed = (_MOST_UNLIKE if trusted and len(sounds) >= _SHORT else _LESS_UNLIKE) * len(sounds)
        for unlike, key in _alike(sounds, doubt, allowed, index):
            for town in _fitting(key, hints, index):
                people = min(town.commune.population, _LARGER) if town.former else town.commune.population
                heard = _Heard(_UNLIKE * unlike - math.log10(people + 30), unlike, town)
                if people >= least and heard.cost <= (_DEAREST_INSIDE if hints.given else _DEAREST):
                    found[town.commune.insee] = min(heard, found.get(town.commune.insee, heard))
    ranked = sorted(found.values())
    if len(ranked) > 1 and ranked[1].cost - ranked[0].cost >= _CLEAR:
        return ranked[:1]
    return [heard for heard in ranked if heard.cost <= ranked[0].cost + _OFFERED]


def _alike(sounds: str, doubt: float, allowed: float, index: PlaceIndex) -> list[tuple[float, str]]:
    names = index.heard.get(skeleton(sounds), {})
    most = max(2, len(sounds) // 2)
    near = process.extract(sounds, list(names), scorer=OSA.distance, score_cutoff=most, limit=_COMPARED)
    costs = [(doubt + unlikeness(sounds, name), name) for name, _, _ in near]
    return [(cost, key) for cost, name in costs if cost <= allowed for key in names[name]]


def _fitting(key: str, hints: Hints, index: PlaceIndex) -> list[Town]:
    towns, others = towns_named(key, index)
    return (hints.keep(towns) or hints.keep(others) or []) if hints.given else towns
