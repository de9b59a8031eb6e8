"""Combining the zones of an answer into one area of one kind, with official names."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.base.geography import Commune
from bot.understanding.reading.mobility.zones import AREAS, Zone, area_zone, commune_zone, expand_to_departements
from bot.understanding.reading.places.index import place_index

# Kind of each own area, the widest first.
_OWN = {"own_region": "region", "own_departement": "departement", "around": "radius", "own_town": "none"}


class Extent(NamedTuple):
    """Area where a candidate would work.

    Attributes:
        kind, places: as in the normal form.
        towns: names of all towns mentioned, inside areas too.
        codes: of the départements of all areas mentioned.
        exact: False if `places` cover more than was said.
    """

    kind: str
    places: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()
    exact: bool = True


def combine_zones(zones: Sequence[Zone], denied: Collection[str], home: Commune | None) -> Extent | None:
    """Area that the zones form, or None if none of them is a place.

    Towns and départements inside a wider area are dropped. Régions next to départements are expanded into their
    départements.

    Args:
        denied: official names of excluded places.
    """
    own = next((kind for kind in _OWN if any(zone.kind == kind for zone in zones)), None)
    by_departement = any(zone.kind == "departement" for zone in zones)
    zones = [zone.other if zone.other and by_departement else zone for zone in zones if zone.kind in ("town", *AREAS)]
    allowed = [replace(zone, names=tuple(name for name in zone.names if name not in denied)) for zone in zones]
    named = [zone for zone in allowed if zone.names]
    own_zone = _own_zone(own, home) if own and home else None
    if own and named and _OWN[own] in AREAS:
        inside = all(zone.codes <= own_zone.codes if own_zone else zone.kind == "town" for zone in named)
        named = [] if inside else named
    if named:
        return _named_extent([own_zone, *named] if own_zone else named)
    return Extent(_OWN[own]) if own else None


def _own_zone(own: str, home: Commune) -> Zone | None:
    if own in ("around", "own_town"):
        return commune_zone(home) if own == "own_town" else None
    index = place_index()
    return area_zone(index.tables.regions[home.region] if own == "own_region" else index.departement(home.departement))


def _named_extent(named: Sequence[Zone]) -> Extent:
    regions = [zone for zone in named if zone.kind == "region"]
    areas = [zone for zone in named if zone.kind == "departement" and not _is_inside(zone, regions)]
    wide = [*regions, *areas]
    outside = [zone for zone in named if zone in wide or (zone.kind == "town" and not _is_inside(zone, wide))]
    chosen = [expand_to_departements(zone) if areas and zone.kind == "region" else zone for zone in outside]
    return Extent(
        "departement" if areas else "region" if regions else "radius",
        tuple(dict.fromkeys(name for zone in chosen for name in zone.names)),
        tuple(dict.fromkeys(name for zone in named if zone.kind == "town" for name in zone.names)),
        frozenset(code for zone in wide for code in zone.codes),
        all(zone.exact for zone in chosen),
    )


def _is_inside(zone: Zone, areas: Sequence[Zone]) -> bool:
    return any(zone.codes <= area.codes for area in areas)
