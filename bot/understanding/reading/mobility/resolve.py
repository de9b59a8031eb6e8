"""Resolver of the field mobility."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.base import geography
from bot.base.geography import Commune
from bot.base.registration import given
from bot.base.text import fold
from bot.understanding.reading.days.numbers import parse_number
from bot.understanding.reading.mobility.amounts import parse_amounts
from bot.understanding.reading.mobility.areas import Extent, combine_zones
from bot.understanding.reading.mobility.finding import find_zones
from bot.understanding.reading.mobility.words import own_extent, split_at, word_list
from bot.understanding.reading.mobility.zones import AREAS, DisambiguationContext, Zone
from bot.understanding.reading.resolution import NOTHING, Resolution, Status
from bot.understanding.reading.spans import Label, Role, Span

_ACROSS_FRANCE, _AROUND_THE_WORLD = 1000, 20_000  # kilometres
_MIN_TIME_OF_DAY, _MAX_TRIP = 300, 600  # minutes; "16h30" is no trip
_HOW_FAR = Resolution(Status.INVALID, reason="how_far")
_BARE: dict[str, str] = {Label.DISTANCE: "km", Label.DURATION: "minutes"}
_OVERSEA = "97"  # prefix of département codes


def resolve(spans: Sequence[Span], today: date, slots: Mapping[str, Any]) -> Resolution:
    """Resolve the mobility: `{"kind", "km", "places"}`, with "minutes" if only a travel time was given.

    `kind` is none, radius, departement, region or national; `km` is the largest of the candidate's distances; `places`
    are official names, empty if the area is around the candidate's own town, département or région. INVALID has the
    reason `how_far` if the candidate is mobile without saying how far, `abroad` (details: country) for foreign places
    only. AMBIGUOUS: a name that a town and a département share ("Vienne"), or a region without official limits ("le
    Beaujolais").

    Args:
        slots: before the message; of homonyms those near its `town` are meant.
    """
    parser = _MobilityParser(_home(slots))
    for span in spans:
        if span.role in (Role.OWN, Role.NEAR):
            parser.add(span)
        elif span.role == Role.DENIED and span.label == Label.ZONE:
            parser.deny(span.text)
    return parser.reading()


def _home(slots: Mapping[str, Any]) -> Commune | None:
    return geography.communes().get((given(slots, "town") or {}).get("insee", ""))


class _MobilityParser:
    def __init__(self, home: Commune | None) -> None:
        self.home = home
        self.km: list[float] = []
        self.minutes: list[int] = []
        self.zones: list[Zone] = []
        self.denied: set[str] = set()
        self.national = self.nowhere = self.impossible = False

    def add(self, span: Span) -> None:
        """Add one of the candidate's own spans, by its label unless its words plainly say something else."""
        amounts = parse_amounts(span.text, _BARE.get(span.label))
        minutes = [trip for trip in amounts.minutes if span.label == Label.DURATION or trip <= _MIN_TIME_OF_DAY]
        self.km += amounts.km
        self.minutes += minutes
        self.impossible |= amounts.below_zero and bool(amounts.km or minutes)
        if span.label == Label.NOWHERE:
            extent = own_extent(fold(span.text))  # "pas plus loin que mon département"
            self.zones += [Zone(f"own_{extent}")] if extent in AREAS else []
            self.nowhere |= extent not in AREAS and not amounts.km
        elif amounts.km or minutes:
            self.zones += [zone for zone in self._zones(amounts.rest, fuzzy=False) if zone.kind != "vague"]
        else:
            self._add_words(span.text, everywhere=span.label == Label.NATIONAL)

    def deny(self, text: str) -> None:
        """Exclude the places of a text."""
        self.denied |= {name for zone in self._zones(text) for name in zone.names}

    def _zones(self, text: str, *, fuzzy: bool = True) -> list[Zone]:
        nearby = frozenset(code for zone in self.zones if zone.kind == "town" for code in zone.codes)
        return find_zones(text, DisambiguationContext(self.home, nearby), fuzzy=fuzzy)

    def _add_words(self, text: str, *, everywhere: bool) -> None:
        """Add a place or "everywhere". Short answers labelled as a place may also be a refusal or a number."""
        text, *left_out = split_at(text, "exceptions")  # "partout sauf Paris"
        self.deny(" et ".join(left_out))
        folded, zones = fold(text), self._zones(text)
        wide = [zone for zone in zones if zone.kind in AREAS]
        spoken = set(folded.split()) - {word for zone in wide for name in zone.names for word in fold(name).split()}
        oversea = self.home is not None and self.home.departement.startswith(_OVERSEA)
        country = not word_list("country").isdisjoint(spoken) or ("metropole" in spoken and oversea)
        country &= everywhere or all(code.startswith(_OVERSEA) for zone in wide for code in zone.codes)
        vague = own_extent(folded) not in AREAS
        if country or (everywhere and not wide):
            self.national = True
        elif any(zone.kind in ("town", *AREAS) for zone in zones):  # "partout en Bretagne" is Brittany
            self.zones += zones
        elif vague and folded in word_list("no"):
            self.nowhere = True
        elif 0 < (parse_number(folded) or 0) < _ACROSS_FRANCE:
            self.km.append(float(parse_number(folded) or 0))
        else:
            self.zones += zones

    def reading(self) -> Resolution:
        """Resolution of everything added."""
        km, minutes = max(self.km, default=0), max(self.minutes, default=0)
        extent = combine_zones(self.zones, self.denied, self.home)
        if self.impossible or km > _AROUND_THE_WORLD or minutes > _MAX_TRIP:
            return _HOW_FAR
        if self.national or km >= _ACROSS_FRANCE:
            return _value("national")
        if km or minutes:
            return self._within(km or None, minutes, extent)
        at_home = extent is None or (self.home is not None and extent.places == (self.home.name,))
        if (extent and extent.kind == "none") or self.km or (self.nowhere and at_home):
            return _value("none")
        return self._area(extent) if extent else self._nothing()

    def _within(self, km: float | None, minutes: int, extent: Extent | None) -> Resolution:
        """A distance or travel time with its centre. An area that does not contain the home is used alone."""
        at_home = self.home is not None and extent is not None and self.home.departement in extent.codes
        if extent and extent.codes and not extent.towns and not at_home:
            return self._area(extent)
        return _value("radius", extent.towns if extent else (), km, None if km else minutes)

    def _area(self, extent: Extent) -> Resolution:
        value = _value(extent.kind, extent.places)
        other = self.zones[0].other if len(self.zones) == 1 else None
        candidates = (value.value, *([_value("departement", other.names).value] if other else []))
        if extent.exact and not other:
            return value
        return Resolution(Status.AMBIGUOUS, candidates=candidates, details={"total": len(candidates)})

    def _nothing(self) -> Resolution:
        country = next((zone.names[0] for zone in self.zones if zone.kind == "abroad"), None)
        if country:
            return Resolution(Status.INVALID, reason="abroad", details={"country": country})
        return _HOW_FAR if self.zones or self.denied else NOTHING


def _value(kind: str, places: Sequence[str] = (), km: float | None = None, minutes: int | None = None) -> Resolution:
    whole = int(km) if km is not None and km.is_integer() else km
    value: dict[str, Any] = {"kind": kind, "km": whole, "places": list(places)}
    return Resolution(Status.VALUE, value | ({"minutes": minutes} if minutes is not None else {}))
