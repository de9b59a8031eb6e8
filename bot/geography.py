"""Where communes lie: codes, and points of the unit sphere, whose distances are additions and multiplications."""

import csv
import functools
from dataclasses import dataclass
from math import asin, cos, dist, pi, radians, sin
from pathlib import Path

_DATA = Path(__file__).resolve().parent / "data" / "places"
_EARTH_KM = 6371.0

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of today: official name, codes (INSEE), inhabitants, degrees north and east (None: not known)."""

    insee: str
    name: str
    departement: str
    region: str
    population: int
    north: float | None
    east: float | None

    @property
    def point(self) -> Point | None:
        """The commune on the unit sphere, None if nobody knows where it lies."""
        if self.north is None or self.east is None:
            return None
        north, east = radians(self.north), radians(self.east)
        return cos(north) * cos(east), cos(north) * sin(east), sin(north)


@functools.cache
def communes() -> dict[str, Commune]:
    """Returns the communes by INSEE code (a tenth of a second, once a process)."""
    found = {}
    with (_DATA / "communes.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["type"] == "commune":
                north, east = row["latitude"], row["longitude"]
                found[row["code"]] = Commune(
                    row["code"], row["nom"], row["departement"], row["region"], int(row["population"] or 0),
                    float(north) if north else None, float(east) if east else None,
                )  # fmt: skip
    return found


@functools.cache
def by_name() -> dict[str, list[Commune]]:
    """Returns the communes of each official name, the largest first."""
    found: dict[str, list[Commune]] = {}
    for commune in sorted(communes().values(), key=lambda commune: -commune.population):
        found.setdefault(commune.name, []).append(commune)
    return found


def _codes(table: str) -> dict[str, str]:
    with (_DATA / table).open(encoding="utf-8", newline="") as lines:
        return {row["nom"]: row["code"] for row in csv.DictReader(lines)}


@functools.cache
def departements() -> dict[str, str]:
    """Returns the codes of the départements by name."""
    return _codes("departements.csv")


@functools.cache
def regions() -> dict[str, str]:
    """Returns the codes of the régions by name."""
    return _codes("regions.csv")


def squared_chord(km: float) -> float:
    """Returns the square of the straight line between two points of the unit sphere that lie so far apart on the ground."""
    half = sin(min(km / _EARTH_KM, pi) / 2)
    return 4 * half * half


def km_between(one: Commune, other: Commune) -> float | None:
    """Returns the distance of two communes in kilometres as the crow flies, None if one's place is not known."""
    if one.point is None or other.point is None:
        return None
    return 2 * _EARTH_KM * asin(min(1.0, dist(one.point, other.point) / 2))
