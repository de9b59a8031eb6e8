"""Hints that disambiguate a town: a département, a région, a postcode, the end of its name, a neighbouring town."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.base.geography import km_between
from bot.understanding.reading.days.numbers import parse_number
from bot.understanding.reading.places.index import place_index
from bot.understanding.reading.places.names import CONNECTORS, name_key
from bot.understanding.reading.places.records import Area, Town
from bot.understanding.reading.places.words import ordinal
from bot.understanding.reading.spans import Label, Role, Span

_NEAR_KM, _FAR = 45.0, 9999.0
_MIN_SIMILARITY = 0.8  # of a misspelled area
_MAX_CHARACTERS = 120


@dataclass(slots=True)
class Hints:
    """Hints of one message.

    Attributes:
        areas: that contain the town.
        ordinal: of an arrondissement.
        country: if the town is abroad.
        words: that may end its name ("Saône" for "Chalon").
        denied: codes of départements that do not contain it.
    """

    areas: list[Area] = field(default_factory=list)
    postcode: str | None = None
    ordinal: int | None = None
    country: str | None = None
    words: set[str] = field(default_factory=set)
    denied: set[str] = field(default_factory=set)
    neighbours: list[Town] = field(default_factory=list)

    @property
    def codes(self) -> frozenset[str]:
        """Codes of the départements common to all areas, or of the last area if there are none."""
        if not self.areas:
            return frozenset()
        return frozenset.intersection(*(area.codes for area in self.areas)) or self.areas[-1].codes

    @property
    def given(self) -> bool:
        """Whether the location of the town is given."""
        return bool(self.areas or self.postcode)

    def read(self, text: str) -> None:
        """Add the hints in the text of an area."""
        text = text[:_MAX_CHARACTERS].strip(" ,;:.!?()")
        code = _postcode(text)
        if code:
            self.postcode = self.postcode or code
            return
        self.words |= set(name_key(text).split()) - CONNECTORS
        areas = find_areas(text)
        country = place_index().abroad(text) if not areas else None
        if areas:
            self.areas += areas
        elif country:
            self.country = self.country or country
        elif number := ordinal(text):
            self.ordinal = number

    def keep(self, towns: Iterable[Town]) -> list[Town]:
        """Towns that match. A postcode that is not the town's still gives its département."""
        towns = list(towns)
        if self.postcode:
            by_code = {town.commune.insee: town for town in place_index().postcode(self.postcode)}
            exact = [by_code[t.commune.insee] if not t.former else t for t in towns if t.commune.insee in by_code]
            inside = [town for town in towns if self.postcode.startswith(_postal_start(town.commune.departement))]
            if exact or inside or not self.areas:
                return exact or inside
        return [town for town in towns if town.commune.departement in self.codes]

    def without_denied(self, towns: list[Town]) -> list[Town]:
        """Towns outside the excluded areas, or all if none is left."""
        return [town for town in towns if town.commune.departement not in self.denied] or towns

    def nearest(self, towns: list[Town]) -> list[Town]:
        """The town near a neighbour, or all of them if none or several are."""
        neighbours = [neighbour.commune for neighbour in self.neighbours]
        close = [
            town for town in towns if any((km_between(town.commune, other) or _FAR) < _NEAR_KM for other in neighbours)
        ]
        return close if len(close) == 1 else towns


def collect_hints(spans: Sequence[Span]) -> Hints:
    """Hints in the spans, except those next to a town's name in its own span."""
    hints = Hints()
    for span in spans:
        if span.role == Role.OWN and (span.label == Label.AREA or parse_number(span.text)):
            hints.read(span.text)
        elif span.label == Label.AREA and span.role == Role.DENIED:
            hints.denied |= {code for area in find_areas(span.text) for code in area.codes}
        elif span.label in (Label.TOWN, Label.AREA) and span.role == Role.NEAR:
            hints.neighbours += likeliest_town(span.text)
    return hints


def likeliest_town(name: str) -> list[Town]:
    """The likeliest town of a neighbour's name, as a list of at most one."""
    index = place_index()
    towns = index.towns(name) or [guess.place for guess in index.closest(name)[:1]]
    return towns[:1]


def find_areas(text: str) -> list[Area]:
    """Areas that a text names, typos and number words included."""
    index = place_index()
    number = parse_number(text)
    areas = index.areas(text) or (index.areas(str(number)) if number else [])
    if areas or number or index.abroad(text):
        return areas
    return [guess.place for guess in index.closest_areas(text)[:1] if guess.score >= _MIN_SIMILARITY]


def _postcode(text: str) -> str | None:
    digits = "".join(character for character in text if not character.isspace() and character not in ".-")
    if digits.isascii() and digits.isdecimal() and len(digits) == 5:
        return digits
    number = parse_number(text)
    return f"{number:05}" if number and 1000 <= number <= 99999 else None


def _postal_start(departement: str) -> str:
    return "20" if departement in ("2A", "2B") else departement
