"""The map: every département has an outline, communes lie within theirs, shades say an order and nothing else."""

import json
import re
from itertools import pairwise

import pytest

from bot.base import geography
from bot.recruiting.dossiers import france_map
from bot.recruiting.dossiers.france_map import MapPin, map_of

# Where the outlines are simplified a commune at a border may stand a little outside: 5 units are some 9 km.
AT_THE_BORDER = 0.04


def rings(path):
    for part in path.split("M")[1:]:
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", part)]
        points, x, y = [], 0.0, 0.0
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        yield points


def is_inside(x, y, path):
    inside = False
    for points in rings(path):
        for (x1, y1), (x2, y2) in pairwise([points[-1], *points]):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def test_every_departement_with_inhabitants_of_its_own_has_an_outline():
    shown = {shape.code for shape in map_of().shapes}
    assert set(geography.departements().values()) - shown == {
        "975", "977", "978", "984", "986", "987", "988", "989",
    }  # fmt: skip
    assert len(shown) == 101


def test_large_towns_lie_within_their_departement():
    paths = {shape.code: shape.path for shape in map_of().shapes}
    towns = [town for town in geography.communes().values() if town.population > 5000 and town.departement in paths]
    outside = [
        town.name
        for town in towns
        if (pin := france_map.placed(MapPin(town.insee, ""))) and not is_inside(pin.x, pin.y, paths[town.departement])
    ]
    assert len(outside) <= AT_THE_BORDER * len(towns), outside
    assert not {"Paris", "Rennes", "Cahors", "Toulouse", "Strasbourg", "Bordeaux", "Cayenne"} & set(outside)


def test_a_commune_that_the_map_does_not_show_has_no_place():
    assert france_map.placed(MapPin("98818", "Nouméa")) is None
    assert france_map.placed(MapPin("00000", "")) is None
    assert map_of(marks=[MapPin("98818", "Nouméa")]).spots == []


def test_a_circle_of_a_hundred_kilometres_is_as_wide_as_on_the_ground():
    (spot,) = map_of(marks=[MapPin("46042", "Cahors", km=100)]).spots
    to_toulouse = geography.km_between(geography.communes()["46042"], geography.communes()["31555"])
    toulouse = france_map.placed(MapPin("31555", ""))
    drawn = ((toulouse.x - spot.x) ** 2 + (toulouse.y - spot.y) ** 2) ** 0.5
    assert drawn / spot.radius == pytest.approx(to_toulouse / 100, rel=0.02)


def test_shades_follow_the_order_of_counts():
    counts = {"01": 1, "02": 1, "03": 4, "04": 9, "05": 30, "06": 0}
    levels = {shape.code: shape.level for shape in map_of(counts).shapes}
    assert levels["06"] == levels["07"] == 0
    assert levels["01"] == levels["02"] == 1
    assert levels["02"] < levels["03"] < levels["04"] < levels["05"] == france_map.LEVELS


def test_the_file_is_small_enough_to_stand_in_every_page():
    text = france_map._FILE.read_text(encoding="utf-8")
    assert len(text) < 32_000
    assert json.loads(text)["departements"].keys() >= {"2A", "2B", "971", "976"}
