"""Work zones, and exact lookups of their names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.base.geography import Commune, km_between
from bot.base.text import fold
from bot.understanding.reading.places.index import place_index
from bot.understanding.reading.places.names import ARTICLES
from bot.understanding.reading.places.records import Area, Town
from bot.understanding.reading.places.words import is_common

BIG = 10_000  # inhabitants of a town as likely as a département or an ordinary word of its name
_KNOWN = 2_000  # inhabitants of a town as likely as a land of its name
AREAS = ("departement", "region")  # kinds
_NEAR_KM = 80
_FAR = 3  # the last rank
_PARIS = "75"  # both the town and the département


@dataclass(frozen=True)
class Zone:
    """A place where a candidate would work.

    Attributes:
        kind: town, departement, region; own_region, own_departement, around, own_town; abroad, vague.
        names: official names.
        codes: of the départements inside, or of the town's département.
        exact: False if `names` cover more than was said ("le Beaujolais").
        other: the département of the same name if the town is ambiguous ("Vienne").
        population: of a town.
    """

    kind: str
    names: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()
    exact: bool = True
    other: "Zone | None" = None
    population: int = 0


class DisambiguationContext(NamedTuple):
    """Context to disambiguate homonyms: the home town, and the départements of places named before."""

    home: Commune | None = None
    beside: frozenset[str] = frozenset()


def area_zone(area: Area) -> Zone:
    """Zone of an indexed area."""
    if area.kind == "land":
        return expand_to_departements(Zone("departement", (), area.codes, exact=False))
    return Zone(area.names_kind, area.names or (area.name,), area.codes)


def expand_to_departements(zone: Zone) -> Zone:
    """The zone expanded into its départements."""
    names = tuple(place_index().departement(code).name for code in sorted(zone.codes))
    return Zone("departement", names, zone.codes, zone.exact)


def commune_zone(commune: Commune, other: Zone | None = None) -> Zone:
    """Zone of a commune."""
    codes = frozenset({commune.departement})
    return Zone("town", (commune.name,), codes, other=other, population=commune.population)


def exact_zone(name: str, near: DisambiguationContext) -> Zone | None:
    """The area, town, town of an adjective ("lilloise") or country with exactly this name."""
    index = place_index()
    area = next(iter(index.areas(name)), None)
    town = nearest(index.towns(name), near)
    if town and town.population < BIG and is_ordinary(name) and _rank(town.commune, near) == _FAR:
        town = town if name[0].isupper() and town.key == fold(name) else None  # "à pied", "à la ronde"
    if area and area.kind == "departement" and town and town.population >= BIG:
        return _resolve_shared_name(name, area, town.commune, near.home)
    if area and not (area.kind == "land" and town and town.population >= _KNOWN):
        return area_zone(area)
    if commune := town.commune if town else index.town_of_demonym(fold(name)):
        return commune_zone(commune)
    country = index.abroad(name)
    return Zone("abroad", (country,)) if country else None


def is_ordinary(name: str) -> bool:
    """Whether all words of a name are ordinary French words."""
    return all(is_common(word) for word in fold(name).split())


def _resolve_shared_name(name: str, area: Area, town: Commune, home: Commune | None) -> Zone:
    """Resolve a name that a town and a département share ("la Vienne", "Vienne", "Paris")."""
    if _PARIS in area.codes:
        return commune_zone(town)
    if fold(name).split()[0] in ARTICLES:
        return area_zone(area)
    in_area = home is not None and home.departement in area.codes
    if home and in_area != _is_near(town, home):
        return area_zone(area) if in_area else commune_zone(town)
    return commune_zone(town, area_zone(area))


def _is_near(commune: Commune, home: Commune) -> bool:
    distance = km_between(home, commune)
    return home.departement == commune.departement or (distance is not None and distance <= _NEAR_KM)


def nearest(towns: Sequence[Town], near: DisambiguationContext) -> Town | None:
    """Likeliest of several homonyms: in the home département, near home, next to other places, else the first."""
    return min(towns, key=lambda town: _rank(town.commune, near), default=None)


def _rank(commune: Commune, near: DisambiguationContext) -> int:
    if near.home and _is_near(commune, near.home):
        return int(commune.departement != near.home.departement)
    return 2 if commune.departement in near.beside else _FAR
