"""Reads the files under `bot/data/places` into tables: INSEE's official code and the names in use."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML

from bot.reading.places.names import CONNECTORS, name_key, reduced
from bot.reading.places.records import Area, Commune, Town

DATA = Path(__file__).resolve().parents[2] / "data" / "places"

_LONG_WORD = 6  # letters by which a commune is known, one less for a small town
_SMALL_TOWN = 2000  # inhabitants
_NO_NAMES = frozenset({
    "grand", "grande", "petit", "petite", "gros", "vieux", "saint", "sainte", "entre", "haute", "haut", "notre",
    "deux", "trois", "quatre", "sept", "cent", "neuve", "vraie", "vieil", "jacob",
})  # fmt: skip
_ARRONDISSEMENT = re.compile(r"(\d{1,2})(?:er|e) Arrondissement")

Names = dict[str, list[Town]]


def _names() -> Names:
    return defaultdict(list)


@dataclass(slots=True)
class Tables:
    """All names by their keys (see `names.name_key`)."""

    communes: dict[str, Commune] = field(default_factory=dict)
    exact: Names = field(default_factory=_names)  # official names, of today and before
    reduced: Names = field(default_factory=_names)  # without connectors
    heads: Names = field(default_factory=_names)  # beginnings: "la baule" of "la baule escoublac"
    usages: Names = field(default_factory=_names)  # short forms and nicknames
    postcodes: Names = field(default_factory=_names)
    arrondissements: dict[tuple[str, int], Town] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    departements: dict[str, Area] = field(default_factory=dict)
    regions: dict[str, Area] = field(default_factory=dict)
    abroad: dict[str, str] = field(default_factory=dict)
    demonyms: dict[str, str] = field(default_factory=dict)


def load() -> Tables:
    """Returns the tables, freshly read (most of a second)."""
    tables = Tables()
    _load_communes(tables)
    _load_areas(tables)
    with (DATA / "usages.yml").open(encoding="utf-8") as lines:
        usages: dict[str, dict[str, str]] = YAML(typ="safe").load(lines)
    _load_usages(tables, usages)
    _load_zones(tables, usages)
    for postcode, towns in tables.postcodes.items():  # "75015" is the arrondissement, not the city beside it
        cities = {town.commune.insee for town in towns if town.arrondissement}
        tables.postcodes[postcode] = [t for t in towns if t.arrondissement or t.commune.insee not in cities]
    for towns in (*tables.exact.values(), *tables.postcodes.values(), *tables.usages.values()):
        towns.sort(key=lambda town: (town.old, -town.commune.population))
    return tables


def heads_of(key: str, population: int) -> set[str]:
    """Returns the short forms of a name, its beginnings ("la baule" of "la baule escoublac").

    What stands before the first connector also goes without article ("kremlin"); one word without any connector behind
    must be long enough to be known by ("plougastel" of "plougastel daoulas").
    """
    words = key.split()
    start = 1 if words[0] in CONNECTORS and len(words) > 1 else 0
    is_long = len(words[start]) >= _LONG_WORD - (population >= _SMALL_TOWN)
    heads = set()
    for stop in range(start + 1, len(words)):
        if words[stop - 1] in CONNECTORS or (stop == start + 1 and words[start] in _NO_NAMES):
            continue
        if stop > start + 1 or start or words[stop] in CONNECTORS or is_long:
            heads.add(" ".join(words[:stop]))
        if stop == start + 1 and (words[stop] in CONNECTORS or is_long):
            heads.add(words[start])
    return heads


def _rows(name: str) -> Iterator[list[str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        yield from rows


def _load_communes(tables: Tables) -> None:
    former: list[tuple[str, str, str, str]] = []
    for code, name, kind, parent, departement, region, postcodes, population, latitude, longitude in _rows(
        "communes.csv"
    ):
        if kind != "commune":
            former.append((name, kind, parent, postcodes))
            continue
        north, east = (float(latitude), float(longitude)) if latitude and longitude else (None, None)
        key = name_key(name)
        commune = Commune(code, name, departement, region, int(population or 0), north, east, key)
        tables.communes[code] = commune
        town = Town(commune)
        _add_name(tables, key, town)
        for head in heads_of(key, commune.population):
            tables.heads[head].append(town)
        for postcode in postcodes.split():
            tables.postcodes[postcode].append(town)
    for name, kind, parent, postcodes in former:
        _add_former(tables, name, kind, tables.communes[parent], postcodes)


def _add_name(tables: Tables, key: str, town: Town) -> None:
    tables.exact[key].append(town)
    tables.reduced[reduced(key)].append(town)


def _add_former(tables: Tables, name: str, kind: str, commune: Commune, postcodes: str) -> None:
    """Adds an arrondissement or a delegated or associated commune; the name of its parent brings nothing new."""
    if kind == "arrondissement":
        number = _ARRONDISSEMENT.search(name)
        town = Town(commune, None, name)
        if number:
            tables.arrondissements[commune.insee, int(number[1])] = town
        for postcode in postcodes.split():
            tables.postcodes[postcode].append(town)
        return
    key = name_key(name)
    if key != commune.key:
        _add_name(tables, key, Town(commune, name))


def _load_areas(tables: Tables) -> None:
    inside: dict[str, set[str]] = defaultdict(set)
    for code, name, region in _rows("departements.csv"):
        inside[region].add(code)
        tables.departements[code] = Area("departement", name, frozenset({code}), (name,))
    for code, name in _rows("regions.csv"):
        tables.regions[code] = Area("region", name, frozenset(inside[code]), (name,), "region")
    for area in (*tables.departements.values(), *tables.regions.values()):  # a région wins over its only département
        key = name_key(area.name)
        tables.areas[key] = tables.areas[reduced(key)] = area


def _forms(line: str) -> Iterator[tuple[str, str]]:
    """Yields the names of a line, with their keys."""
    for form in line.split(","):
        key = name_key(form)
        if key:
            yield key, form.strip()


def _load_usages(tables: Tables, usages: dict[str, dict[str, str]]) -> None:
    for insee, line in (*usages["communes"].items(), *usages["quarters"].items()):
        for key, _ in _forms(line):
            tables.usages[key].append(Town(tables.communes[insee]))
    for kind, table in (("departements", tables.departements), ("regions", tables.regions)):
        for code, line in usages[kind].items():
            for key, _ in _forms(line):
                tables.areas[key] = table[code]
    for name in _countries():
        tables.abroad.setdefault(name_key(name), name)
    for name, line in usages["abroad"].items():
        for key, _ in _forms(f"{name},{line}"):
            tables.abroad[key] = name
    for insee, line in usages["demonyms"].items():
        for key, _ in _forms(line):
            tables.demonyms[key] = insee


def _countries() -> Iterator[str]:
    """Yields the French names of the countries but France."""
    with (DATA / "countries.txt").open(encoding="utf-8") as lines:
        yield from (line.strip() for line in lines if not line.startswith("#"))


def _load_zones(tables: Tables, usages: dict[str, dict[str, str]]) -> None:
    for codes, line in usages["zones"].items():
        zone = _zone(tables, line.split(",")[0].strip(), codes)
        for key, _ in _forms(line):
            tables.areas[key] = zone
    for codes, line in usages["lands"].items():
        for key, form in _forms(line):
            tables.areas.setdefault(key, Area("land", form, frozenset(codes.split())))


def _zone(tables: Tables, name: str, codes: str) -> Area:
    """Builds the area of one `zones` line: codes of départements, or of régions written "R53"."""
    parts = [tables.regions[code[1:]] if code[0] == "R" else tables.departements[code] for code in codes.split()]
    inside = frozenset(code for part in parts for code in part.codes)
    return Area("zone", name, inside, tuple(part.name for part in parts), parts[0].names_kind)
