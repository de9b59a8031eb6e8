"""The index of the places of France, for whoever reads a name of one: `place_index()`."""

import re
from collections.abc import Collection, Iterable
from functools import cached_property, lru_cache

from bot.base import geography
from bot.base.geography import Commune
from bot.understanding.reading.places.closest import Lists, closest_areas, closest_towns, lists_of
from bot.understanding.reading.places.names import ARTICLES, name_key, reduced, squeezed, without_article
from bot.understanding.reading.places.records import Area, Guess, Town
from bot.understanding.reading.places.tables import Tables, load

BIG_TOWN = 10_000  # inhabitants from which a short form more likely means the town
_GENERIC = 4  # towns of exactly one name, so that a longer name is hardly meant
_TIMES_LARGER = 5

_LEADING = ARTICLES | {
    "a", "au", "aux", "d", "dans", "de", "departement", "departements", "dep", "dept", "dpt", "du", "en", "ile",
    "region", "sur", "toute", "tout",
}  # fmt: skip
_NUMBER = re.compile(r"\d{1,3}|2[ab]")
_POSTCODE = re.compile(r"\d{5}")
_CORSICA_BEFORE = "20"


class PlaceIndex:
    """Communes old and new, arrondissements, départements, régions, names in use, by their names."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    @cached_property
    def _lists(self) -> Lists:
        return lists_of(self.tables)

    def departement(self, code: str) -> Area:
        """Returns the département with a code ("2A", "974"); KeyError for an unknown one."""
        return self.tables.departements[code]

    def towns(self, name: str, inside: Collection[str] = ()) -> list[Town]:
        """Returns the towns of exactly a name, each commune once, likeliest first; a postcode is a name too.

        Capitals, accents, hyphens, "st", a missing article do not matter; short forms and nicknames ("Bdx"), former
        communes and "75015" are known.

        Args:
            name: as it was written, without anything else.
            inside: codes of départements, if they are told: what lies there, longer names included ("Vitry", 94).
        """
        key = name_key(name)
        if _POSTCODE.fullmatch(squeezed(key)):
            return self.postcode(squeezed(key))
        found = self._named(key) if key else []
        if not inside:
            return found
        tables = self.tables
        longer = [*tables.exact.get(key, ()), *tables.reduced.get(reduced(key), ()), *tables.heads.get(key, ())]
        return _within(found, inside) or _within(_each_once(longer), inside)

    def _named(self, key: str) -> list[Town]:
        tables = self.tables
        exact, usage = tables.exact.get(key, []), tables.usages.get(key, [])
        loose, heads = tables.reduced.get(reduced(key), []), tables.heads.get(key, [])
        if exact or usage:
            main = self._exact(key, exact, usage)
        elif key.split(maxsplit=1)[0] in ARTICLES and heads:  # "La Baule" is La Baule-Escoublac before it is Baule
            known = max(town.population for town in heads)
            main = heads + [town for town in loose if _TIMES_LARGER * town.population >= known]
        else:
            main = loose or heads
        found = _each_once(main)
        if not usage and sum(town.key == key for town in found) >= _GENERIC:  # "Saint-Hilaire"
            found.sort(key=lambda town: town.key != key and town.commune.population < 2 * BIG_TOWN)
        return found

    def _exact(self, key: str, exact: list[Town], usage: list[Town]) -> list[Town]:
        """Returns the towns of a name and those larger that are called so for short."""
        main = usage + [town for town in exact if not town.former]
        known = max((town.commune.population for town in main), default=0)
        rivals = max(BIG_TOWN // 2, known // 10) if usage else max(BIG_TOWN // 2, _TIMES_LARGER * known)
        if known < BIG_TOWN:  # a former commune of that name may as well be meant
            main += [town for town in exact if town.former]
        if usage or known < BIG_TOWN:
            main += [town for town in self.tables.heads.get(key, ()) if town.commune.population >= rivals]
        same = [town for town in self.tables.reduced.get(reduced(key), ()) if town.population >= known]
        # The article was left out: "Lamentin" may be Le Lamentin.
        return main + [town for town in same if without_article(town.key) == key != town.key]

    def beginning(self, name: str) -> list[Town]:
        """Returns the towns of today of a name or whose longer name it begins ("Chalon", "Saint-Laurent")."""
        key = name_key(name)
        own = [*self.tables.heads.get(key, ()), *self.tables.exact.get(key, ()), *self.tables.usages.get(key, ())]
        return [town for town in _each_once(own) if not town.former]

    def postcode(self, code: str) -> list[Town]:
        """Returns the towns with a postcode, the most populated first; arrondissements instead of their city."""
        return list(self.tables.postcodes.get(code, ()))

    def arrondissement(self, commune: Commune, number: int) -> Town | None:
        """Returns an arrondissement of Paris, Lyon or Marseille by its number."""
        return self.tables.arrondissements.get((commune.insee, number))

    def areas(self, name: str) -> list[Area]:
        """Returns the areas of a name or number ("PACA", "le 44", "dept 2A", "Alsace", "le neuf trois"), mostly one.

        See `Area` for their kinds; lands ("le Beaujolais") are among them.
        """
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
        """Returns the country of a foreign city, region or country named; None for any other name.

        A city that shares its name with a commune is none ("Mons").
        """
        key = name_key(name)
        country = self.tables.abroad.get(key) or self.tables.abroad.get(without_article(key))
        return None if country and key in self.tables.exact and key != name_key(country) else country

    def around(self, adjective: str) -> Commune | None:
        """Returns the town of an adjective ("lyonnaise" in "banlieue lyonnaise")."""
        insee = self.tables.demonyms.get(name_key(adjective))
        return geography.communes()[insee] if insee else None

    def closest(self, name: str, inside: Collection[str] = ()) -> list[Guess[Town]]:
        """Returns the towns that a misspelt or heard name may mean, likeliest first: one if clear, several if not.

        The name is taken with its accents; with codes of départements, only towns inside, less alike ones too.
        """
        return closest_towns(name, self._lists, inside)

    def closest_areas(self, name: str) -> list[Guess[Area]]:
        """Returns the areas that a misspelt or heard name may mean ("Bretagn"), likeliest first."""
        return closest_areas(name, self._lists)


def _within(towns: Iterable[Town], inside: Collection[str]) -> list[Town]:
    return [town for town in towns if town.commune.departement in inside]


def _each_once(towns: Iterable[Town]) -> list[Town]:
    """Returns each commune once, the most populated first, today's names before former ones."""
    best: dict[str, Town] = {}
    for town in towns:
        best.setdefault(town.commune.insee, town)
    return sorted(best.values(), key=lambda town: (town.old, -town.commune.population))


@lru_cache(maxsize=1)
def place_index() -> PlaceIndex:
    """Returns the index, loaded at the first call."""
    return PlaceIndex(load())
