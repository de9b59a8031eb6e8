"""Index of the places of France: communes old and new, arrondissements, départements, régions, names in use.

The files under `bot/data/places` are read once, at the first question (about two thirds of a second). The CSV files hold
INSEE's official geographic code; `usages.yml` the names in use, to be edited by hand; `ordinary_words.txt` the names of
communes that are French words too, and `everyday_words.txt` the French words that resemble names of communes (both
drawn from the word forms in spaCy's fr_core_news_md).
"""

import csv
import gc
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from bot.reading.french_sounds import Voice, letters, may_link, skeleton
from bot.reading.place_text import ARTICLES, CONNECTORS, name_key, reduced, word_set

DATA = Path(__file__).resolve().parents[1] / "data" / "places"

_LONG_WORD = 6  # letters by which a commune is known, one less for a small town
_SMALL_TOWN = 2000  # inhabitants
_SHORT_FORM = 4  # letters of a name in use that is hardly written by ear
_HAMLET = 200  # inhabitants under which nobody is expected to write a name by ear
_NO_NAMES = word_set(
    "grand grande petit petite gros vieux saint sainte entre haute haut notre deux trois quatre sept cent neuve vraie vieil jacob"
)
_PLAIN = str.maketrans("éèêëàâîïôûùüÿç-'", "eeeeaaiiouuuyc  ")
_TOWN_FIRST = frozenset({"Paris", "Saint-Martin", "Saint-Barthélemy"})  # read as towns, though départements too
_ARRONDISSEMENT = re.compile(r"(\d+)(?:er|e) Arrondissement")


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of today, with its folded name."""

    insee: str
    name: str
    departement: str
    region: str
    population: int
    latitude: float | None
    longitude: float | None
    key: str


@dataclass(frozen=True, slots=True)
class Town:
    """What a name can stand for: a commune, perhaps by a former commune or by one of its arrondissements."""

    commune: Commune
    former: str | None = None
    arrondissement: str | None = None

    @property
    def old(self) -> bool:
        """Whether the name is one of before, of which nothing is left in today's ("Vire" is in "Vire Normandie")."""
        return self.former is not None and not self.commune.name.startswith((f"{self.former}-", f"{self.former} "))

    @property
    def value(self) -> dict[str, str]:
        """The normal form of the field `town`."""
        value = {"commune": self.commune.name, "insee": self.commune.insee, "departement": self.commune.departement}
        if self.arrondissement:
            value["arrondissement"] = self.arrondissement
        if self.former:
            value["former"] = self.former
        return value


@dataclass(frozen=True, slots=True)
class Area:
    """A wider place: `kind` is departement, region, zone (several départements or régions), land (a part of départements) or country.

    `codes` are those of the départements inside; `names` the official names it stands for, of kind `names_kind`.
    """

    kind: str
    name: str
    codes: frozenset[str]
    names: tuple[str, ...] = ()
    names_kind: str = "departement"


@dataclass(slots=True)
class PlaceIndex:
    """All the tables, keyed by folded names (see `place_text.name_key`)."""

    communes: dict[str, Commune] = field(default_factory=dict)
    by_name: dict[str, list[Town]] = field(default_factory=lambda: defaultdict(list))
    by_reduced: dict[str, list[Town]] = field(default_factory=lambda: defaultdict(list))
    by_head: dict[str, list[Town]] = field(default_factory=lambda: defaultdict(list))
    by_usage: dict[str, list[Town]] = field(default_factory=lambda: defaultdict(list))
    usage_forms: list[tuple[str, str]] = field(default_factory=list)  # as written, with the key
    accented: set[str] = field(default_factory=set)  # names in use as they are written, in small letters
    by_postcode: dict[str, list[Town]] = field(default_factory=lambda: defaultdict(list))
    areas: dict[str, Area] = field(default_factory=dict)
    departements: dict[str, Area] = field(default_factory=dict)
    regions: dict[str, Area] = field(default_factory=dict)
    arrondissements: dict[tuple[str, int], Town] = field(default_factory=dict)
    heard: dict[str, dict[str, list[str]]] = field(default_factory=dict)  # by skeleton, then by sounds
    heard_abroad: dict[str, dict[str, str]] = field(default_factory=dict)
    abroad: dict[str, str] = field(default_factory=dict)
    abroad_names: list[tuple[str, str]] = field(default_factory=list)  # as written, with the country
    demonyms: dict[str, str] = field(default_factory=dict)
    ordinary: frozenset[str] = frozenset()
    everyday: frozenset[str] = frozenset()
    first_words: frozenset[str] = frozenset()


def _key(name: str) -> str:
    """Returns what `name_key` returns for an official name, faster."""
    return name.lower().replace("œ", "oe").replace("c'h", "ch").translate(_PLAIN)


def _number(text: str) -> float | None:
    return float(text) if text else None


def _heads(words: list[str], population: int) -> set[str]:
    """Returns the short forms of a name, its beginnings ("la baule" of "la baule escoublac").

    What stands before the first connector also goes without article ("kremlin"); one word without any connector behind
    must be long enough to be known by ("plougastel" of "plougastel daoulas").
    """
    start = 1 if words[0] in CONNECTORS and len(words) > 1 else 0
    heads = set()
    is_long = len(words[start]) >= _LONG_WORD - (population >= _SMALL_TOWN)
    for stop in range(start + 1, len(words)):
        if words[stop - 1] in CONNECTORS or (stop == start + 1 and words[start] in _NO_NAMES):
            continue
        known = stop > start + 1 or start or words[stop] in CONNECTORS or is_long
        if known:
            heads.add(" ".join(words[:stop]))
        if stop == start + 1 and (words[stop] in CONNECTORS or is_long):
            heads.add(words[start])
    return heads


def _load_communes(index: PlaceIndex) -> None:
    former: list[tuple[str, str, str]] = []
    with (DATA / "communes.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        for code, name, kind, parent, departement, region, postcodes, population, latitude, longitude in rows:
            if kind != "commune":
                former.append((name, kind, parent))
                if kind == "arrondissement":
                    for postcode in postcodes.split():
                        index.by_postcode[postcode].append(Town(index.communes[parent], None, name))
                continue
            bare = name.partition(" (")[0]
            key = _key(bare)
            position = _number(latitude), _number(longitude)
            commune = Commune(code, name, departement, region, int(population or 0), *position, key)
            town = Town(commune)
            words = key.split()
            index.communes[code] = commune
            index.by_name[key].append(town)
            index.by_reduced[reduced(words)].append(town)
            for head in _heads(words, commune.population):
                index.by_head[head].append(town)
            for postcode in postcodes.split():
                index.by_postcode[postcode].append(town)
    for name, kind, parent in former:
        _add_former(index, name, kind, index.communes[parent])


def _add_former(index: PlaceIndex, name: str, kind: str, commune: Commune) -> None:
    """Adds an arrondissement or a delegated or associated commune; the name of its parent brings nothing new."""
    if kind == "arrondissement":
        number = _ARRONDISSEMENT.search(name)
        if number:
            index.arrondissements[commune.insee, int(number[1])] = Town(commune, None, name)
        return
    key = _key(name)
    if key == commune.key:
        return
    town = Town(commune, name)
    index.by_name[key].append(town)
    index.by_reduced[reduced(key.split())].append(town)


def _load_areas(index: PlaceIndex) -> None:
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as lines:
        regions = {row["code"]: row["nom"] for row in csv.DictReader(lines)}
    inside: dict[str, set[str]] = defaultdict(set)
    with (DATA / "departements.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            code, name = row["code"], row["nom"]
            inside[row["region"]].add(code)
            index.departements[code] = Area("departement", name, frozenset({code}), (name,))
    for code, name in regions.items():
        index.regions[code] = Area("region", name, frozenset(inside[code]), (name,), "region")
    for area in (*index.departements.values(), *index.regions.values()):
        key = name_key(area.name)
        if area.name not in _TOWN_FIRST:  # a région wins over its only département
            index.areas[key] = index.areas[reduced(key.split())] = area


def _forms(line: str) -> list[str]:
    return [name_key(form) for form in line.split(",") if form.strip()]


def _zone(index: PlaceIndex, name: str, codes: str) -> Area:
    """Builds the area of one `zones` line: codes of départements, or of régions written "R53"."""
    parts = codes.split()
    areas = [index.regions[part[1:]] if part.startswith("R") else index.departements[part] for part in parts]
    inside = frozenset(code for area in areas for code in area.codes)
    kind = areas[0].names_kind
    return Area("zone", name, inside, tuple(area.name for area in areas), kind)


def _load_usages(index: PlaceIndex) -> None:
    with (DATA / "usages.yml").open(encoding="utf-8") as lines:
        usages: dict[str, dict[str, str]] = YAML(typ="safe").load(lines)
    for insee, line in (*usages["communes"].items(), *usages["quarters"].items()):
        for form in filter(None, map(str.strip, line.split(","))):
            key = name_key(form)
            index.by_usage[key].append(Town(index.communes[insee]))
            index.usage_forms.append((form, key))
            if not form.isascii():
                index.accented.add(form.lower())
    for kind, table in (("departements", index.departements), ("regions", index.regions)):
        for code, line in usages[kind].items():
            for form in _forms(line):
                index.areas[form] = table[code]
    for codes, line in usages["zones"].items():
        area = _zone(index, line.split(",")[0].strip(), codes)
        for form in _forms(line):
            index.areas[form] = area
    for codes, line in usages["lands"].items():
        land = Area("land", line.split(",")[0].strip(), frozenset(codes.split()))
        for form in _forms(line):
            index.areas.setdefault(form, land)
    for name, line in usages["abroad"].items():
        for form in (name, *line.split(",")):
            index.abroad[name_key(form)] = name
            index.abroad_names.append((form, name))
    for insee, line in usages["demonyms"].items():
        for form in _forms(line):
            index.demonyms[form] = insee


def _load_heard(index: PlaceIndex) -> None:
    """Fills in the names by what they sound like, hamlets apart: with and without liaison, article and end."""
    voice = Voice()
    said: list[tuple[str, str]] = []
    for key, towns in index.by_name.items():
        town = max(towns, key=_inhabitants)
        population = _inhabitants(town)
        if population < _HAMLET:
            continue
        words = letters(town.former or town.commune.name.partition(" (")[0])
        whole = voice.say(words)
        said.append((whole, key))
        apart = voice.say(words, liaison=False) if may_link(words) else whole
        if apart != whole:
            said.append((apart, key))
        if words[0] in ARTICLES and len(words) > 1:
            said.append((voice.say(words[1:]), key))
            if apart != whole:
                said.append((whole.removeprefix(apart[:2]), key))  # "Zabim"
        if population >= _SMALL_TOWN and len(words) > 1:
            for head in _heads(key.split(), population):
                start = 0 if key.startswith(head) else 1
                said.append((voice.say(words[start : start + head.count(" ") + 1]), head))
    said += [(voice.say(letters(form)), key) for form, key in index.usage_forms if len(key) > _SHORT_FORM]
    for bones, (sounds, key) in zip(skeleton("\n".join(sounds for sounds, _ in said)).split("\n"), said, strict=True):
        index.heard.setdefault(bones, {}).setdefault(sounds, []).append(key)
    for name, country in index.abroad_names:
        sounds = voice.say(letters(name))
        index.heard_abroad.setdefault(skeleton(sounds), {}).setdefault(sounds, country)


def _inhabitants(town: Town) -> int:
    return 0 if town.former else town.commune.population


@lru_cache(maxsize=1)
def place_index() -> PlaceIndex:
    """Returns the index, loading it at the first call."""
    collects = gc.isenabled()
    gc.disable()  # none of so many new objects is garbage
    try:
        return _load()
    finally:
        if collects:
            gc.enable()


def _load() -> PlaceIndex:
    index = PlaceIndex()
    _load_communes(index)
    _load_areas(index)
    _load_usages(index)
    _load_heard(index)
    index.ordinary = frozenset((DATA / "ordinary_words.txt").read_text(encoding="utf-8").splitlines())
    index.everyday = frozenset((DATA / "everyday_words.txt").read_text(encoding="utf-8").split())
    names = (index.by_name, index.by_reduced, index.by_head, index.by_usage, index.areas, index.abroad)
    index.first_words = frozenset(key.partition(" ")[0] for table in names for key in table)
    for postcode, towns in index.by_postcode.items():  # "75015" is the arrondissement, not the city beside it
        cities = {town.commune.insee for town in towns if town.arrondissement}
        index.by_postcode[postcode] = [t for t in towns if t.arrondissement or t.commune.insee not in cities]
    for towns in (*index.by_name.values(), *index.by_postcode.values(), *index.by_usage.values()):
        towns.sort(key=lambda town: (town.old, -town.commune.population))
    return index


def departement_name(code: str) -> str:
    """Returns the official name of a département ("35" → "Ille-et-Vilaine"); KeyError for an unknown code."""
    return place_index().departements[code].name
