"""Index of French places by name. Entry point: `place_index()`."""

import re
from collections.abc import Collection, Iterable
from functools import cached_property, lru_cache

from bot.base import geography
from bot.base.geography import Commune
from bot.understanding.reading.places.closest import ComparisonLists, build_lists, closest_areas, closest_towns
from bot.understanding.reading.places.names import ARTICLES, name_key, reduced, squeezed, without_article
from bot.understanding.reading.places.records import Area, Guess, Town
from bot.understanding.reading.places.tables import Tables, load

BIG_TOWN = 10_000  # inhabitants of a town that a short form likely means
_GENERIC = 4  # towns with exactly this name; a longer name is then unlikely
_TIMES_LARGER = 5

_LEADING = ARTICLES | {
    "a", "au", "aux", "d", "dans", "de", "departement", "departements", "dep", "dept", "dpt", "du", "en", "ile",
    "region", "sur", "toute", "tout",
}  # fmt: skip
_NUMBER = re.compile(r"\d{1,3}|2[ab]")
_POSTCODE = re.compile(r"\d{5}")
_CORSICA_BEFORE = "20"


class PlaceIndex:
    """Communes, former communes, arrondissements, départements, régions and informal names."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    @cached_property
    def _lists(self) -> ComparisonLists:
        return build_lists(self.tables)

    def departement(self, code: str) -> Area:
        """Département by code ("2A", "974").

        Raises:
            KeyError: the code does not exist.
        """
        return self.tables.departements[code]

    def towns(self, name: str, inside: Collection[str] = ()) -> list[Town]:
        """Towns with exactly this name or postcode, one per commune, likeliest first.

        Case, accents, hyphens, "st" and a missing article do not matter. Short forms and nicknames ("Bdx"), former
        communes and "75015" are included.

        Args:
            inside: codes of départements. If given, only towns inside, longer names included ("Vitry", 94).
        """
        key = name_key(name)
        if _POSTCODE.fullmatch(squeezed(key)):
            return self.postcode(squeezed(key))
        towns = self._named(key) if key else []
        if not inside:
            return towns
        tables = self.tables
        longer = [*tables.exact.get(key, ()), *tables.reduced.get(reduced(key), ()), *tables.heads.get(key, ())]
        return _within(towns, inside) or _within(_each_once(longer), inside)

    def _named(self, key: str) -> list[Town]:
        tables = self.tables
        exact, usage = tables.exact.get(key, []), tables.usages.get(key, [])
        loose, heads = tables.reduced.get(reduced(key), []), tables.heads.get(key, [])
        if exact or usage:
            main = self._exact(key, exact, usage)
        elif key.split(maxsplit=1)[0] in ARTICLES and heads:  # "La Baule" is La Baule-Escoublac before it is Baule
            largest = max(town.population for town in heads)
            main = heads + [town for town in loose if _TIMES_LARGER * town.population >= largest]
        else:
            main = loose or heads
        towns = _each_once(main)
        if not usage and sum(town.key == key for town in towns) >= _GENERIC:  # "Saint-Hilaire"
            towns.sort(key=lambda town: town.key != key and town.commune.population < 2 * BIG_TOWN)
        return towns

    def _exact(self, key: str, exact: list[Town], usage: list[Town]) -> list[Town]:
        """Towns of a name, and larger ones with that short form."""
        main = usage + [town for town in exact if not town.former]
        largest = max((town.commune.population for town in main), default=0)
        rivals = max(BIG_TOWN // 2, largest // 10) if usage else max(BIG_TOWN // 2, _TIMES_LARGER * largest)
        if largest < BIG_TOWN:  # a former commune of this name is as likely
            main += [town for town in exact if town.former]
        if usage or largest < BIG_TOWN:
            main += [town for town in self.tables.heads.get(key, ()) if town.commune.population >= rivals]
        same = [town for town in self.tables.reduced.get(reduced(key), ()) if town.population >= largest]
        # The article was left out: "Lamentin" may be Le Lamentin.
        return main + [town for town in same if without_article(town.key) == key != town.key]

    def towns_starting_with(self, name: str) -> list[Town]:
        """Present-day towns whose name starts like this ("Chalon", "Saint-Laurent")."""
        key = name_key(name)
        own = [*self.tables.heads.get(key, ()), *self.tables.exact.get(key, ()), *self.tables.usages.get(key, ())]
        return [town for town in _each_once(own) if not town.former]

    def postcode(self, code: str) -> list[Town]:
        """Towns of a postcode, the most populated first, with arrondissements instead of their city."""
        return list(self.tables.postcodes.get(code, ()))

    def arrondissement(self, commune: Commune, number: int) -> Town | None:
        """Arrondissement of Paris, Lyon or Marseille by its number."""
        return self.tables.arrondissements.get((commune.insee, number))

    def areas(self, name: str) -> list[Area]:
        """Areas with this name or number ("PACA", "le 44", "dept 2A", "Alsace"), usually one."""
        key = name_key(name)
        while key:
            area = self._area(key)
            if area:
                return [area]
            first, _, rest = key.partition(" ")
            key = rest if first in _LEADING else ""
        return []

    def _area(self, key: str) -> Area | None:
        tables = self.tables
        digits = squeezed(key)
        if _NUMBER.fullmatch(digits) and (digits == key or all(len(word) == 1 for word in key.split())):
            if digits == _CORSICA_BEFORE:
                return tables.areas["corse"]
            return tables.departements.get(digits.upper().zfill(2))
        return tables.areas.get(key) or tables.areas.get(without_article(key))

    def abroad(self, name: str) -> str | None:
        """Country of a foreign city, region or country, or None for any other name.

        A city that shares its name with a commune ("Mons") does not count.
        """
        key = name_key(name)
        country = self.tables.abroad.get(key) or self.tables.abroad.get(without_article(key))
        return None if country and key in self.tables.exact and key != name_key(country) else country

    def town_of_demonym(self, adjective: str) -> Commune | None:
        """Town of an adjective ("lyonnaise" in "banlieue lyonnaise")."""
        insee = self.tables.demonyms.get(name_key(adjective))
        return geography.communes()[insee] if insee else None

    def closest(self, name: str, inside: Collection[str] = ()) -> list[Guess[Town]]:
        """Fuzzy search for towns, see `closest_towns`. The name should keep its accents."""
        return closest_towns(name, self._lists, inside)

    def closest_areas(self, name: str) -> list[Guess[Area]]:
        """Fuzzy search for areas ("Bretagn"), likeliest first."""
        return closest_areas(name, self._lists)


def _within(towns: Iterable[Town], inside: Collection[str]) -> list[Town]:
    return [town for town in towns if town.commune.departement in inside]


def _each_once(towns: Iterable[Town]) -> list[Town]:
    """One town per commune, the most populated first, present-day names before former ones."""
    best: dict[str, Town] = {}
    for town in towns:
        best.setdefault(town.commune.insee, town)
    return sorted(best.values(), key=lambda town: (town.old, -town.commune.population))


@lru_cache(maxsize=1)
def place_index() -> PlaceIndex:
    """The index, loaded at the first call."""
    return PlaceIndex(load())
