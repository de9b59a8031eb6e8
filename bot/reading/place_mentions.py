"""Places named in a text, and the towns that a name can stand for."""

from dataclasses import dataclass
from enum import StrEnum

from bot.reading.place_text import ARTICLES, reduced
from bot.reading.places import Area, PlaceIndex, Town

BIG_TOWN = 10_000  # inhabitants from which a short form or an ordinary word more likely means the town


class Kind(StrEnum):
    """What a mention names."""

    TOWN = "town"
    POSTCODE = "postcode"
    CODE = "code"  # the bare number of a département
    AREA = "area"
    ABROAD = "abroad"


_GENERIC = 4  # towns of exactly one name, so that a longer name is hardly meant


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named by the words `start:end` of a text.

    `towns` are what the name can stand for, most exact way of reading only, likeliest first; `others` can be meant
    when a département is given beside ("Vitry 94"); `weak` names are ordinary words too.
    """

    kind: Kind
    start: int
    end: int
    key: str
    towns: tuple[Town, ...] = ()
    others: tuple[Town, ...] = ()
    area: Area | None = None
    country: str = ""
    weak: bool = False
    short: bool = False  # only the beginning of the official name
    capital: bool = False  # written with one
    led: bool = False  # a number introduced as a département: "le 35", "dept 35"

    @property
    def population(self) -> int:
        """Inhabitants of the largest town that the name can stand for."""
        return max((town.commune.population for town in self.towns), default=0)


def by_population(towns: list[Town]) -> list[Town]:
    """Returns each commune once, the most populated first, today's names before former ones."""
    best: dict[str, Town] = {}
    for town in towns:
        best.setdefault(town.commune.insee, town)
    return sorted(best.values(), key=lambda town: (town.old, -town.commune.population))


def towns_named(key: str, index: PlaceIndex) -> tuple[list[Town], list[Town]]:
    """Returns the towns that a folded name can stand for, and those it could only with a département beside."""
    exact, usage = index.by_name.get(key, []), index.by_usage.get(key, [])
    loose = index.by_reduced.get(reduced(key.split()), [])
    heads = index.by_head.get(key, [])
    if exact or usage:
        now = [town for town in exact if not town.former]
        main = sorted(usage + now, key=lambda town: -town.commune.population)
        known = max((town.commune.population for town in main), default=0)
        rivals = max(BIG_TOWN // 2, known // 10) if usage else max(BIG_TOWN, 5 * known)
        if known < BIG_TOWN:  # a former commune of that name, or the short form of a town, may as well be meant
            main += [town for town in exact if town.former]
        if usage or known < BIG_TOWN:
            main += [town for town in heads if town.commune.population >= rivals]
    elif key.split(maxsplit=1)[0] in ARTICLES and heads:  # "La Baule" is La Baule-Escoublac before it is Baule
        known = max(town.commune.population for town in heads)
        main = heads + [town for town in loose if 5 * town.commune.population >= known]
    else:
        main = loose or heads
    found = by_population(main)
    if not usage and sum(town.commune.key == key for town in found) >= _GENERIC:  # "Saint-Hilaire"
        found.sort(key=lambda town: town.commune.key != key and town.commune.population < 2 * BIG_TOWN)
    taken = {town.commune.insee for town in found}
    rest = [town for town in by_population(exact + loose + heads) if town.commune.insee not in taken]
    return found, rest
