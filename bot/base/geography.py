"""Communes, départements and régions, with distances between communes as the crow flies."""

import csv
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, dist, pi, radians, sin
from pathlib import Path

from bot.base.text import fold_any_script

_DATA = Path(__file__).resolve().parents[1] / "data" / "places"
_EARTH_KM = 6371.0

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of today.

    Attributes:
        north: degrees, None if unknown.
        east: degrees, None if unknown.
        postcodes: separated by spaces.
    """

    insee: str
    name: str
    departement: str
    region: str
    population: int
    north: float | None
    east: float | None
    postcodes: str = ""

    @property
    def town(self) -> dict[str, str]:
        """The commune in the form in which a candidate's or a structure's town is stored."""
        return {"commune": self.name, "insee": self.insee, "departement": self.departement}

    @property
    def point(self) -> Point | None:
        """The commune on the unit sphere, None if its coordinates are unknown."""
        if self.north is None or self.east is None:
            return None
        north, east = radians(self.north), radians(self.east)
        return cos(north) * cos(east), cos(north) * sin(east), sin(north)


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of a commune: an arrondissement, or a delegated or associated commune."""

    name: str
    kind: str  # arrondissement | deleguee | associee
    insee: str  # of the commune
    postcodes: str


def rows(table: str) -> Iterator[list[str]]:
    """The rows of a table in `bot/data/places`, without its header."""
    with (_DATA / table).open(encoding="utf-8", newline="") as lines:
        table_rows = csv.reader(lines)
        next(table_rows)
        yield from table_rows


@functools.cache
def _read() -> tuple[dict[str, Commune], list[Part]]:
    """The communes by INSEE code, and their parts. Takes a tenth of a second, once a process."""
    communes_by_code, parts = {}, []
    for code, name, kind, parent, departement, region, postcodes, population, north, east in rows("communes.csv"):
        if kind == "commune":
            communes_by_code[code] = Commune(
                code, name, departement, region, int(population or 0), float(north) if north else None,
                float(east) if east else None, postcodes,
            )  # fmt: skip
        else:
            parts.append(Part(name, kind, parent, postcodes))
    return communes_by_code, parts


def communes() -> dict[str, Commune]:
    """The communes by INSEE code."""
    return _read()[0]


def parts() -> list[Part]:
    """The parts of communes that have a name of their own."""
    return _read()[1]


@functools.cache
def by_name() -> dict[str, list[Commune]]:
    """The communes of each official name, largest first."""
    named: dict[str, list[Commune]] = {}
    for commune in sorted(communes().values(), key=lambda commune: -commune.population):
        named.setdefault(commune.name, []).append(commune)
    return named


@functools.cache
def departements() -> dict[str, str]:
    """The codes of the départements by name."""
    return {name: code for code, name, _ in rows("departements.csv")}


@functools.cache
def _departements_by_words() -> dict[str, set[str]]:
    codes: dict[str, set[str]] = {}
    for name, code in departements().items():
        for words in (name, code):
            codes.setdefault(fold_any_script(words), set()).add(code)
    lying = [(each.name, each.postcodes, each.departement) for each in communes().values()]
    lying += [(each.name, each.postcodes, communes()[each.insee].departement) for each in parts()]
    for name, postcodes, code in lying:
        for words in (fold_any_script(name), *postcodes.split()):
            codes.setdefault(words, set()).add(code)
    return codes


def departements_of(words: str) -> list[str]:
    """The départements that a text names: by name or code, or by one of their communes or postcodes."""
    return sorted(_departements_by_words().get(fold_any_script(words), ()))


@functools.cache
def regions() -> dict[str, str]:
    """The codes of the régions by name."""
    return {name: code for code, name in rows("regions.csv")}


def squared_chord(km: float) -> float:
    """The squared chord of the unit sphere for a distance on the ground."""
    half = sin(min(km / _EARTH_KM, pi) / 2)
    return 4 * half * half


def km_between(one: Commune, other: Commune) -> float | None:
    """The distance of two communes, None if one has no coordinates."""
    if one.point is None or other.point is None:
        return None
    return 2 * _EARTH_KM * asin(min(1.0, dist(one.point, other.point) / 2))
