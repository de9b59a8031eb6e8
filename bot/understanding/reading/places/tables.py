"""Loader of the tables in `bot/data/places`: INSEE's official codes and informal names."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.base import geography
from bot.base.geography import Commune
from bot.understanding.reading.data_files import load_lines, load_yaml
from bot.understanding.reading.places.names import CONNECTORS, name_key, reduced
from bot.understanding.reading.places.records import Area, Town

_MIN_SINGLE_WORD_LETTERS = 6  # of a word that identifies a commune, one less for a small town
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
    """All names by key (see `names.name_key`)."""

    exact: Names = field(default_factory=_names)  # official names, present and former
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
    """Load all tables (nearly a second)."""
    tables = Tables()
    _load_communes(tables)
    _load_areas(tables)
    usages: dict[str, dict[str, str]] = load_yaml("places/usages.yml")
    _load_usages(tables, usages)
    _load_zones(tables, usages)
    for postcode, towns in tables.postcodes.items():  # "75015" is the arrondissement, not the city beside it
        cities = {town.commune.insee for town in towns if town.arrondissement}
        tables.postcodes[postcode] = [t for t in towns if t.arrondissement or t.commune.insee not in cities]
    for towns in (*tables.exact.values(), *tables.postcodes.values(), *tables.usages.values()):
        towns.sort(key=lambda town: (town.old, -town.commune.population))
    return tables


def short_forms(key: str, population: int) -> set[str]:
    """Short forms of a name, which are its beginnings ("la baule" of "la baule escoublac").

    The part before the first connector also counts without its article ("kremlin"). A single word without a connector
    after it must be long enough to identify the town ("plougastel" of "plougastel daoulas").
    """
    words = key.split()
    start = 1 if words[0] in CONNECTORS and len(words) > 1 else 0
    is_long = len(words[start]) >= _MIN_SINGLE_WORD_LETTERS - (population >= _SMALL_TOWN)
    heads = set()
    for stop in range(start + 1, len(words)):
        if words[stop - 1] in CONNECTORS or (stop == start + 1 and words[start] in _NO_NAMES):
            continue
        if stop > start + 1 or start or words[stop] in CONNECTORS or is_long:
            heads.add(" ".join(words[:stop]))
        if stop == start + 1 and (words[stop] in CONNECTORS or is_long):
            heads.add(words[start])
    return heads


def _load_communes(tables: Tables) -> None:
    for commune in geography.communes().values():
        town = _town(commune)
        _add_name(tables, town.key, town)
        for head in short_forms(town.key, commune.population):
            tables.heads[head].append(town)
        for postcode in commune.postcodes.split():
            tables.postcodes[postcode].append(town)
    for part in geography.parts():
        _add_part(tables, part, geography.communes()[part.insee])


def _town(commune: Commune) -> Town:
    return Town(commune, name_key(commune.name))


def _add_name(tables: Tables, key: str, town: Town) -> None:
    tables.exact[key].append(town)
    tables.reduced[reduced(key)].append(town)


def _add_part(tables: Tables, part: geography.Part, commune: Commune) -> None:
    """Add an arrondissement or a former commune, unless it has the name of its present commune."""
    if part.kind == "arrondissement":
        town = replace(_town(commune), arrondissement=part.name)
        if number := _ARRONDISSEMENT.search(part.name):
            tables.arrondissements[commune.insee, int(number[1])] = town
        for postcode in part.postcodes.split():
            tables.postcodes[postcode].append(town)
        return
    town = replace(_town(commune), former=part.name)
    if (key := name_key(part.name)) != town.key:
        _add_name(tables, key, town)


def _load_areas(tables: Tables) -> None:
    inside: dict[str, set[str]] = defaultdict(set)
    for code, name, region in geography.rows("departements.csv"):
        inside[region].add(code)
        tables.departements[code] = Area("departement", name, frozenset({code}), (name,))
    for code, name in geography.rows("regions.csv"):
        tables.regions[code] = Area("region", name, frozenset(inside[code]), (name,), "region")
    for area in (*tables.departements.values(), *tables.regions.values()):  # a région wins over its only département
        key = name_key(area.name)
        tables.areas[key] = tables.areas[reduced(key)] = area


def _forms(line: str) -> Iterator[tuple[str, str]]:
    for form in line.split(","):
        key = name_key(form)
        if key:
            yield key, form.strip()


def _load_usages(tables: Tables, usages: dict[str, dict[str, str]]) -> None:
    for insee, line in (*usages["communes"].items(), *usages["quarters"].items()):
        for key, _ in _forms(line):
            tables.usages[key].append(_town(geography.communes()[insee]))
    for kind, table in (("departements", tables.departements), ("regions", tables.regions)):
        for code, line in usages[kind].items():
            for key, _ in _forms(line):
                tables.areas[key] = table[code]
    for name in load_lines("places/countries.txt"):
        tables.abroad.setdefault(name_key(name), name)
    for name, line in usages["abroad"].items():
        for key, _ in _forms(f"{name},{line}"):
            tables.abroad[key] = name
    for insee, line in usages["demonyms"].items():
        for key, _ in _forms(line):
            tables.demonyms[key] = insee


def _load_zones(tables: Tables, usages: dict[str, dict[str, str]]) -> None:
    for codes, line in usages["zones"].items():
        zone = _zone(tables, line.split(",")[0].strip(), codes)
        for key, _ in _forms(line):
            tables.areas[key] = zone
    for codes, line in usages["lands"].items():
        for key, form in _forms(line):
            tables.areas.setdefault(key, Area("land", form, frozenset(codes.split())))


def _zone(tables: Tables, name: str, codes: str) -> Area:
    """Area of one `zones` line: codes of départements, or of régions as "R53"."""
    parts = [tables.regions[code[1:]] if code[0] == "R" else tables.departements[code] for code in codes.split()]
    inside = frozenset(code for part in parts for code in part.codes)
    return Area("zone", name, inside, tuple(part.name for part in parts), parts[0].names_kind)
