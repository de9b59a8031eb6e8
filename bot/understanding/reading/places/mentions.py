"""Mentions of a town with its context: "à Lyon 3e", "vitry 94", "Valence (Drôme)", "jabite a vennissieux"."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from bot.base.text import fold
from bot.understanding.reading.places.index import BIG_TOWN, place_index
from bot.understanding.reading.places.names import ARTICLES, CONNECTORS, name_key
from bot.understanding.reading.places.records import Area, Town
from bot.understanding.reading.places.words import is_common, is_never_town, is_unit, ordinal, says_near

_MAX_CHARACTERS = 300
_MAX_NAME_WORDS = 8  # words
_MAX_WORDS = 40
_MAX_FUZZY_WORDS = 6  # of a misspelled name
_KNOWN_TOWN = 5_000  # inhabitants of a town that is likelier than the area of its name
_MIN_SIMILARITY = 0.9  # of a text that is nothing but a name
_MIN_LONGER_NAME_SIMILARITY = 0.84  # of a phrase and a longer name that contains a town's
_MIN_AMBIGUOUS_TOWNS = 8  # longer names with this start
_CITY = 50_000  # inhabitants
_MIN_SPELLED_LETTERS = 4
_MIN_DIALLED_NUMBERS = 3  # digits of a telephone number rather than départements
_AT, _WITHIN = frozenset({"a", "sur"}), frozenset({"dans", "ds", "en"})
_SAINTS = frozenset({"saint", "sainte", "saints", "saintes"})
_WORD = re.compile(r"[^\W_]+")
_JOINT = re.compile(r"[\s\-‐‑–'’/.]{1,4}")
_PARTED = re.compile(r"[.,;:!?]\s|[()]|\b\d")
_POSTCODE = re.compile(r"\d{5}")


@dataclass(slots=True)
class Mention:
    """What one span names."""

    name: str  # the words that name a town, or might
    towns: list[Town] = field(default_factory=list)  # possible meanings, likeliest first
    exact: bool = True  # spelled exactly
    areas: list[Area] = field(default_factory=list)  # next to the name
    postcode: str | None = None
    ordinal: int | None = None  # the 3 of "Lyon 3e"
    country: str | None = None  # if abroad
    near: bool = False  # only near the town ("à côté de Nantes")
    neighbours: list[Town] = field(default_factory=list)  # towns named as nearby


def parse_mention(text: str, inside: Collection[str] = ()) -> Mention:
    """Parse the mention of a town.

    Args:
        inside: codes of départements given elsewhere.
    """
    text = _join_spelled_word(text[:_MAX_CHARACTERS].strip(" \t\n,;:.!?…"))
    index = place_index()
    is_led = name_key(text).partition(" ")[0] in CONNECTORS - ARTICLES
    towns = [] if is_led or "(" in text or _POSTCODE.fullmatch(text) else index.towns(text)
    if towns and not _is_wide(text, towns, inside):
        return Mention(text, towns)
    whole = [] if is_led else _fuzzy_towns(text, inside)
    if whole:
        return Mention(text, whole, exact=False)
    scan = _MentionParser(text, told=bool(inside))
    mention = scan.read()
    codes = inside or frozenset(code for area in mention.areas for code in area.codes)
    for phrase in scan.phrases():
        guesses = index.closest(phrase, codes) or (index.closest(phrase) if mention.areas else [])
        city = guesses[0].place.commune if guesses and mention.areas and not mention.towns else None
        if city and index.arrondissement(city, 1):  # "marseil 15"
            return replace(parse_mention(text.replace(phrase, city.name), inside), exact=False)
        if guesses and (not mention.towns or guesses[0].score >= _MIN_LONGER_NAME_SIMILARITY):
            mention.towns, mention.name, mention.exact = [guess.place for guess in guesses], phrase, False
            return mention
        mention.name = mention.name or phrase
    if scan.is_part_of_longer():
        mention.towns, mention.name = [], text
    return replace(mention, name=mention.name or text)


def _fuzzy_towns(text: str, inside: Collection[str]) -> list[Town]:
    """Towns that a misspelled text means. Ordinary words count for a city ("Limoge") or if only spacing differs."""
    words, index = fold(text).split(), place_index()
    if not 0 < len(words) <= _MAX_FUZZY_WORDS or _PARTED.search(text) or index.areas(text) or index.abroad(text):
        return []
    is_plain = all(is_common(word) for word in words)
    guesses = index.closest(text, inside)
    if not guesses or guesses[0].score < _MIN_SIMILARITY:
        return []
    is_city = guesses[0].place.population >= _CITY and not any(map(is_never_town, words))
    is_spelt = guesses[0].score == 1 and not guesses[0].by_sound
    return [guess.place for guess in guesses] if is_city or is_spelt or not is_plain else []


def _join_spelled_word(text: str) -> str:
    """Join a text spelled letter by letter ("B E Z I E R S", "d-i-j-o-n")."""
    words = _WORD.findall(text)
    is_spelt = len(words) >= _MIN_SPELLED_LETTERS and all(len(word) == 1 for word in words)
    return "".join(words) if is_spelt else text


def _is_wide(text: str, towns: list[Town], inside: Collection[str]) -> bool:
    """Whether the name is rather an area's ("la Réunion", "Bretagne"), unless the town is inside the known areas."""
    index = place_index()
    areas = [area for area in index.areas(text) if area.kind != "land"]
    if not (areas or index.abroad(text)) or any(town.commune.departement in inside for town in towns):
        return False
    return max(town.population for town in towns) < _KNOWN_TOWN


class _MentionParser:
    """Left-to-right parser of a text, the longest name first at each word."""

    def __init__(self, text: str, *, told: bool) -> None:
        self.text = text
        self.told = told  # the location is known from elsewhere
        self.words = list(_WORD.finditer(text))[:_MAX_WORDS]
        self.keys = [fold(word[0]) for word in self.words]
        self.free = [True] * len(self.words)  # not part of an area, number or country
        self.town: tuple[int, int] | None = None
        self.is_phone_number = sum(key.isdecimal() for key in self.keys) >= _MIN_DIALLED_NUMBERS
        self.near = False  # a word of proximity was read
        self.mention = Mention("")

    def read(self) -> Mention:
        """The exactly spelled names."""
        position = 0
        while position < len(self.words):
            stop = next((stop for stop in self._stops(position) if self._consume(position, stop)), 0)
            self.near = self.near or (not stop and says_near(self.keys[position]))
            position = stop or position + 1
        return self.mention

    def phrases(self) -> Iterator[str]:
        """Candidates for a longer or misspelled name: a run of words, then without ordinary words around."""
        start, stop = self.town or self._unknown()
        begin, end = start, stop
        while begin > 0 and self._goes_on(begin - 1):
            begin -= 1
        while start < end < len(self.words) and self._goes_on(end - 1):
            end += 1
        bare, last = begin, end
        while bare < start and is_common(self.keys[bare]):
            bare += 1
        while last > stop and is_common(self.keys[last - 1]):
            last -= 1
        for part in dict.fromkeys([(begin, end), (bare, end), (bare, last)]):
            if part != self.town and 0 < part[1] - part[0] <= _MAX_FUZZY_WORDS:
                yield self._text(*part)

    def _unknown(self) -> tuple[int, int]:
        """Position of the first word that is not ordinary, or is the only one."""
        for position, key in enumerate(self.keys):
            if self.free[position] and not key.isdecimal() and not is_common(key):
                return position, position + 1
        return (0, 1) if self.told and len(self.keys) == 1 and self.free[0] else (0, 0)

    def is_part_of_longer(self) -> bool:
        """Whether the town is only the start of an unknown name ("Saint-Jean-des-Trois-Chênes")."""
        if not self.town or self.town[1] >= len(self.words) or not self._goes_on(self.town[1] - 1):
            return False
        hyphen = self.text[self.words[self.town[1]].start() - 1] == "-"
        many = len(place_index().towns_starting_with(self.mention.name)) >= _MIN_AMBIGUOUS_TOWNS
        return hyphen and many and self.mention.towns[0].population < _CITY

    def _text(self, start: int, stop: int) -> str:
        return self.text[self.words[start].start() : self.words[stop - 1].end()]

    def _goes_on(self, position: int) -> bool:
        between = self.text[self.words[position].end() : self.words[position + 1].start()]
        return self.free[position] and self.free[position + 1] and _JOINT.fullmatch(between) is not None

    def _stops(self, position: int) -> Iterator[int]:
        """Ends of the names that may start at a word, the longest first."""
        last = position + 1
        while last < min(len(self.words), position + _MAX_NAME_WORDS) and self._goes_on(last - 1):
            last += 1
        yield from range(last, position, -1)

    def _consume(self, position: int, stop: int) -> bool:
        name = self._text(position, stop)
        if self._is_number(name) or self._is_area(name, position, stop):
            self.free[position:stop] = [False] * (stop - position)
            return True
        towns = place_index().towns(name)
        if towns and self._is_ordinary(position, stop):  # "à sens" is the city
            led = position > 0 and self.keys[position - 1] in _AT and not is_never_town(self.keys[position])
            towns = towns if led and towns[0].population >= BIG_TOWN else []
        if towns and not self.town:
            self.town, self.mention.towns, self.mention.name = (position, stop), towns, name
            self.mention.near, self.mention.country = self.near, None
        elif towns and self.near:
            self.mention.neighbours += towns[:1]
        return bool(towns)

    def _is_number(self, name: str) -> bool:
        """Consume a postcode or the arrondissement of a city: "Paris 15", "dans le 15e à Paris"."""
        digits = name.replace(" ", "")
        mention = self.mention
        if _POSTCODE.fullmatch(digits):
            mention.postcode = mention.postcode or digits
            return True
        city = mention.towns[0].commune if mention.towns else None
        number = ordinal(name) or (int(digits) if city and digits.isdecimal() and len(digits) < 3 else None)
        if not number or (city and (digits == city.departement or not place_index().arrondissement(city, number))):
            return False
        mention.ordinal = mention.ordinal or number
        return True

    def _is_area(self, name: str, position: int, stop: int) -> bool:
        index = place_index()
        if name.isdecimal():
            if len(name) < 2 or self.is_phone_number or (stop < len(self.words) and is_unit(self.keys[stop])):
                return False  # "métro 3", "20 km"
        elif self._is_ordinary(position, stop) and not self._is_marked_area(position, stop):
            return False
        areas = index.areas(name)
        towns = index.towns(name) if areas and not self.town else []
        if areas and (not towns or _is_wide(name, towns, ())):
            self.mention.areas += areas
            return True
        country = index.abroad(name)
        if country and (not self.town or all(key in CONNECTORS for key in self.keys[self.town[1] : position])):
            self.mention.country = self.mention.country or country
        return country is not None

    def _is_marked_area(self, position: int, stop: int) -> bool:
        """Whether an ordinary word may name an area: "(Nord)", "dans le Lot" after a town."""
        if not position or is_never_town(self.keys[stop - 1]) or self.keys[stop - 1] in CONNECTORS:
            return False
        before = self.text[self.words[position - 1].end() : self.words[position].start()]
        if self.town:
            return self.keys[position - 1] in CONNECTORS or not before.isspace()
        return self.keys[position - 1] in _WITHIN

    def _is_ordinary(self, position: int, stop: int) -> bool:
        """Whether the words are rather ordinary ones: no name, or a lower-case one that is also a word."""
        bare = [key for key in name_key(self._text(position, stop)).split() if key not in ARTICLES]
        if not bare or bare[-1] in CONNECTORS | _SAINTS or bare[0] in CONNECTORS - {"pres", "sur"}:
            return True
        if len(bare) > 1 or stop - position == len(self.words):
            return False
        key, small = self.keys[stop - 1], self.words[stop - 1][0][0].islower()
        return len(key) < 2 or is_never_town(key) or (small and is_common(key))
