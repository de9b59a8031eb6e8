"""Places as they are typed in haste: "dlyon", "ds lallier", "dla manche", "tt la bretagn".

Words are only taken apart or mended where no commune, no French word and no name in use is written so.
"""

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from rapidfuzz.distance import OSA

from bot.reading.french_sounds import Voice, heard_in, skeleton, unlikeness
from bot.reading.name_words import is_word
from bot.reading.place_fuzzy import sound
from bot.reading.place_homophones import with_areas_heard
from bot.reading.place_text import ARTICLES, CONNECTORS, Token, tokenize, word_set
from bot.reading.places import place_index

_FIXED = {
    "dla": "de la", "dle": "de le", "dlile": "de l ile", "lil": "l ile", "ala": "a la", "danla": "dans la",
    "dansla": "dans la", "danle": "dans le", "dansle": "dans le", "dsla": "dans la", "dsle": "dans le",
    "surla": "sur la", "toutela": "toute la", "toutle": "tout le",
}  # fmt: skip
_ELIDED = re.compile(r"(?:[ld](?=[aeiouyh])|d|a(?=[b-df-hj-np-tv-z]))(?=.{3})")
_LED = ARTICLES | word_set("dans ds dan en tout toute tt tte region departement dep ou et")
_COMMON = word_set(
    "basse bouches cotes centre hauts haute grande nouvelle maritime maritimes orientales ouest outre petite terres "
    "territoire belfort denis pierre martin paris francaises france australes couronne proche quart moitie"
)
_SHORTEST = 5  # letters of a name of an area that may be misspelt
_SAME_SOUND = 2  # wrong letters in a name that is spelt as it sounds
_HEARD = 0.06  # how unlike each sound of a name written by ear may be
_ONE_SLIP = 7  # letters from which one wrong letter is mended
_BIG = 10_000  # inhabitants of a town whose name may be glued to "d'" or "l'"
_HUGE = 50_000  # the same for "à"
_VILLAGE = 2000
_HALF = 3  # letters of each half of a name written in two
_IN_TWO = 8  # letters of such a name


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    """Returns the words of all names and the ordinary words that resemble them."""
    index = place_index()
    words = {word for table in (index.by_name, index.by_usage, index.areas) for key in table for word in key.split()}
    return frozenset(words) | index.ordinary | index.everyday | index.demonyms.keys()


@lru_cache(maxsize=1)
def _area_words() -> dict[str, list[str]]:
    """Returns the words that only names of départements, régions and old provinces have, by their sound."""
    index = place_index()
    names = [area.name for area in (*index.departements.values(), *index.regions.values())]
    names += [key for key, area in index.areas.items() if area.kind == "zone" and " " not in key]
    words = {token.word for name in names for token in tokenize(name)} - _COMMON
    by_sound: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if len(word) >= _SHORTEST:
            by_sound[sound(word)].append(word)
    return by_sound


def area_word(word: str) -> str | None:
    """Returns the word of an area's name that a misspelt word stands for ("bretagn" → "bretagne")."""
    if len(word) < _SHORTEST:
        return None
    words = _area_words()
    alike = [name for name in words.get(sound(word), ()) if OSA.distance(word, name) <= _SAME_SOUND]
    if len(word) >= _ONE_SLIP and not alike:
        alike = [name for names in words.values() for name in names if OSA.distance(word, name, score_cutoff=1) <= 1]
    alike = [name for name in alike if name[0] == word[0]] or _area_heard(word)
    return min(alike, key=lambda name: OSA.distance(word, name)) if alike else None


@lru_cache(maxsize=1)
def _heard_areas() -> dict[str, list[tuple[str, str]]]:
    """Returns the same words with what they sound like in French, by their consonants."""
    voice = Voice()
    heard: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in chain.from_iterable(_area_words().values()):
        sounds = voice.say([name])
        heard[skeleton(sounds)].append((sounds, name))
    return dict(heard)


def _area_heard(word: str) -> list[str]:
    """Returns the words of areas' names that a word written by ear sounds like ("larenyon", "normandi")."""
    areas = _heard_areas() if not is_word(word) else {}
    return [
        name
        for own in heard_in([word])
        for sounds, name in areas.get(skeleton(own), ())
        if unlikeness(own, sounds) <= _HEARD * len(sounds)
    ]


def _population(key: str) -> int:
    index = place_index()
    return max(
        (town.commune.population for town in (*index.by_name.get(key, ()), *index.by_usage.get(key, ()))), default=0
    )


def _elided(word: str, led: bool) -> tuple[str, str] | None:
    """Returns the two words that are glued in one ("lallier" → "l", "allier")."""
    found = _ELIDED.match(word)
    if not found:
        return None
    first, rest = found[0], word[found.end() :]
    areas = place_index().areas
    if word in _known_words():  # "dans lain" is no village of 300 inhabitants
        village = led and 0 < _population(word) < _VILLAGE and first == "l" and rest in areas
        return (first, rest) if village else None
    if first != "a" and (rest in areas or area_word(rest)):
        return first, area_word(rest) or rest if rest not in areas else rest
    least = _HUGE if first == "a" else _BIG
    return (first, rest) if _population(rest) >= least else None


def place_tokens(text: str) -> list[Token]:
    """Splits a text into words, taking apart what is glued and mending the names of areas."""
    tokens: list[Token] = []
    known = _known_words()
    written = tokenize(text)
    for token in written:
        led = bool(tokens) and tokens[-1].word in _LED
        parts = _FIXED.get(token.word, "").split() or ([] if token.capital else list(_elided(token.word, led) or ()))
        if parts:
            cut = len(token.word) - len(parts[-1]) if len(parts) == 2 and token.word not in _FIXED else 0
            tokens.append(Token(parts[0], token.raw[:cut] or parts[0], token.before))
            tokens += [Token(part, token.raw[cut:] if cut else part, "'") for part in parts[1:]]
            continue
        stands = led or not tokens or (token is written[-1] and (token.capital or not is_word(token.raw)))
        mended = area_word(token.word) if stands and token.word not in known else None
        tokens.append(replace(token, word=mended) if mended else token)
    return with_areas_heard(_in_one(tokens))


def _in_one(tokens: list[Token]) -> list[Token]:
    """Returns the words with the larger towns that are written in two in one ("chateau roux", "mont pellier")."""
    found: list[Token] = []
    for token in tokens:
        last = found[-1] if found else None
        if (
            last
            and token.before == " "
            and min(len(last.word), len(token.word)) >= _HALF
            and last.word not in CONNECTORS
        ):
            whole = last.word + token.word
            if len(whole) >= _IN_TWO and _population(whole) >= _BIG and not _population(f"{last.word} {token.word}"):
                found[-1] = Token(whole, last.raw + token.raw, last.before)
                continue
        found.append(token)
    return found
