"""Map of France by département, rendered on the server.

`bot/data/places/france_map.json` holds the outlines and, for each area (mainland, Paris region, each overseas
département), the factors from degrees to map units. All use the Mercator projection, which keeps circles round.
"""

import functools
import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import asinh, cos, degrees, radians, tan
from typing import Any

from bot.base import geography
from bot.base.places import DATA
from bot.words.wording import departement_names

_FILE = DATA / "places" / "france_map.json"
_KM_PER_DEGREE = 111.195
LEVELS = 5  # shades, with about as many départements each


@dataclass(frozen=True)
class MapPin:
    """A pin at a commune (INSEE code), with a circle of `km` around it."""

    insee: str
    words: str
    kind: str = "home"
    km: float = 0


@dataclass(frozen=True)
class PlacedPin:
    """A pin in map units."""

    x: float
    y: float
    radius: float
    words: str
    kind: str


@dataclass(frozen=True)
class Departement:
    """A département.

    Attributes:
        path: outline.
        small: outline on the mainland of a département that also has an inset; else empty.
        count: None if nothing is counted.
        level: shade, 0 for none, else 1 to `LEVELS`.
        is_highlighted: drawn as selected.
    """

    code: str
    name: str
    path: str
    small: str
    count: int | None
    level: int
    is_highlighted: bool


@dataclass(frozen=True)
class FranceMap:
    """Everything the template draws."""

    view_box: str
    shapes: list[Departement]
    frames: list[tuple[str, list[int]]]
    spots: list[PlacedPin]


@functools.cache
def _map_data() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return read


def departement_name(code: str) -> str:
    """The name of a département; its code if unknown."""
    return departement_names().get(code, code)


def placed(pin: MapPin) -> PlacedPin | None:
    """A pin in map units; None if its commune is not on the map."""
    commune = geography.communes().get(pin.insee)
    drawn = _map_data()["departements"].get(commune.departement) if commune else None
    if drawn is None or commune is None or commune.north is None or commune.east is None:
        return None
    area, latitude = _map_data()["areas"][drawn["area"]], radians(commune.north)
    x, y = area["x0"] + area["x"] * commune.east, area["y0"] - area["y"] * degrees(asinh(tan(latitude)))
    radius = area["x"] * pin.km / (_KM_PER_DEGREE * cos(latitude))
    return PlacedPin(round(x, 1), round(y, 1), round(radius, 1), pin.words, pin.kind)


def _levels(counts: Mapping[str, int]) -> dict[str, int]:
    ranked = sorted(count for count in counts.values() if count)
    return {
        code: 1 + LEVELS * bisect_left(ranked, count) // len(ranked) if count else 0 for code, count in counts.items()
    }


def map_of(
    counts: Mapping[str, int] | None = None, highlighted: Iterable[str] = (), marks: Iterable[MapPin] = ()
) -> FranceMap:
    """A map.

    Args:
        counts: by département code; None for a map without counts.
        highlighted: département codes.
        marks: pins. Those outside the map are left out.
    """
    drawn, levels, chosen = _map_data(), _levels(counts or {}), set(highlighted)
    shapes = [
        Departement(
            code, departement_name(code), place["path"], place.get("small", ""),
            None if counts is None else counts.get(code, 0), levels.get(code, 0), code in chosen,
        )
        for code, place in drawn["departements"].items()
    ]  # fmt: skip
    frames = [(area["name"], area["box"]) for area in drawn["areas"] if "box" in area]
    spots = [spot for spot in map(placed, marks) if spot is not None]
    return FranceMap(f"0 0 {drawn['width']} {drawn['height']}", shapes, frames, spots)
