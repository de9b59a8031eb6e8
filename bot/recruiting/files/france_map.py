"""The map of France by département, drawn by the server: outlines, and where a commune lies on them.

`bot/data/places/france_map.json` holds the outlines and, of each area (the main land, Paris and its neighbours, each overseas
département), how degrees become positions: all are Mercator's projection, so that a circle on the ground stays a circle.
"""

import functools
import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import asinh, cos, degrees, radians, tan
from pathlib import Path
from typing import Any

from bot.base import geography

_DATA = Path(__file__).resolve().parents[2] / "data" / "places" / "france_map.json"
_KM_A_DEGREE = 111.195
LEVELS = 5  # shades: as many départements each, as far as equal counts allow


@dataclass(frozen=True)
class Mark:
    """What is set on a map: a commune by its INSEE code, what it is, and how far around it, if at all."""

    insee: str
    words: str
    kind: str = "home"
    km: float = 0


@dataclass(frozen=True)
class Spot:
    """A mark in its place."""

    x: float
    y: float
    radius: float
    words: str
    kind: str


@dataclass(frozen=True)
class Shape:
    """A département: where it is drawn large, where it is drawn again too small to be hit, and how it is shaded.

    Attributes:
        code: of the département.
        name: in French.
        path: outline.
        small: outline on the main land of one that an inset shows; empty: none.
        count: how many; None when nothing is counted.
        level: 0 for none, else 1 to `LEVELS`.
        is_highlighted: one of those that matter.
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
    """All that a template draws."""

    view_box: str
    shapes: list[Shape]
    frames: list[tuple[str, list[int]]]
    spots: list[Spot]


@functools.cache
def _drawn() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(_DATA.read_text(encoding="utf-8"))
    return read


@functools.cache
def _names() -> dict[str, str]:
    return {code: name for name, code in geography.departements().items()}


def departement_name(code: str) -> str:
    """Returns the name of a département, its code if it has none."""
    return _names().get(code, code)


def position(insee: str) -> tuple[float, float] | None:
    """Returns where a commune lies on the map; None if the map does not show it."""
    commune = geography.communes().get(insee)
    drawn = _drawn()["departements"].get(commune.departement) if commune else None
    if drawn is None or commune is None or commune.north is None or commune.east is None:
        return None
    area = _drawn()["areas"][drawn["area"]]
    north = degrees(asinh(tan(radians(commune.north))))
    return round(area["x0"] + area["x"] * commune.east, 1), round(area["y0"] - area["y"] * north, 1)


def _spot(mark: Mark) -> Spot | None:
    place = position(mark.insee)
    if place is None:
        return None
    commune = geography.communes()[mark.insee]
    area = _drawn()["areas"][_drawn()["departements"][commune.departement]["area"]]
    wide = area["x"] * mark.km / (_KM_A_DEGREE * cos(radians(commune.north or 0)))
    return Spot(*place, round(wide, 1), mark.words, mark.kind)


def _levels(counts: Mapping[str, int]) -> dict[str, int]:
    ranked = sorted(count for count in counts.values() if count)
    return {
        code: 1 + LEVELS * bisect_left(ranked, count) // len(ranked) if count else 0 for code, count in counts.items()
    }


def map_of(
    counts: Mapping[str, int] | None = None, highlighted: Iterable[str] = (), marks: Iterable[Mark] = ()
) -> FranceMap:
    """Returns a map to be drawn.

    Args:
        counts: how many by code of a département; None: a map without counts.
        highlighted: codes of the départements that matter.
        marks: communes to be set on it; one that the map does not show is left out.
    """
    drawn, levels, chosen = _drawn(), _levels(counts or {}), set(highlighted)
    shapes = [
        Shape(
            code, departement_name(code), place["path"], place.get("small", ""),
            None if counts is None else counts.get(code, 0), levels.get(code, 0), code in chosen,
        )
        for code, place in drawn["departements"].items()
    ]  # fmt: skip
    frames = [(area["name"], area["box"]) for area in drawn["areas"] if "box" in area]
    spots = [spot for spot in map(_spot, marks) if spot is not None]
    return FranceMap(f"0 0 {drawn['width']} {drawn['height']}", shapes, frames, spots)
