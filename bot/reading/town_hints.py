"""What narrows a town down: a département, a région, a postal code, a neighbour."""

from dataclasses import dataclass
from math import cos, hypot, radians

from bot.reading.place_mentions import Kind, Mention
from bot.reading.place_text import CONNECTORS, Token, word_set
from bot.reading.places import Area, Commune, Town

_NEAR_KM = 45.0
_KM_PER_DEGREE = 111.2
_SHORT = 4  # words
_BEFORE_AREA = CONNECTORS | word_set("celui celle cote departement region")


@dataclass(frozen=True, slots=True)
class Hints:
    """The hints of one text; `firm` ones stand beside the town, so that a contradiction is worth a question."""

    areas: tuple[Area, ...] = ()
    postcode: str | None = None
    postcode_towns: tuple[Town, ...] = ()
    firm: bool = False
    denied: tuple[Area, ...] = ()  # "pas en Nouvelle-Calédonie"

    def not_denied(self, towns: list[Town]) -> list[Town]:
        """Returns the towns outside the denied areas, or all when none is left."""
        kept = [town for town in towns if not any(town.commune.departement in area.codes for area in self.denied)]
        return kept or towns

    @property
    def given(self) -> bool:
        """Whether there is any hint."""
        return bool(self.areas or self.postcode)

    def keep(self, towns: list[Town]) -> list[Town] | None:
        """Returns the towns that fit the hints; None when none does. A wrong postal code still tells a département."""
        if self.postcode:
            by_code = {town.commune.insee: town for town in self.postcode_towns}
            exact = [by_code[town.commune.insee] for town in towns if town.commune.insee in by_code]
            exact = [own if own.former else found for own, found in zip(_only(towns, by_code), exact, strict=True)]
            if exact:
                return exact
            inside = [town for town in towns if self.postcode.startswith(_postal_start(town.commune.departement))]
            if inside or not self.areas:
                return inside or None
        kept = towns
        for area in self.areas:
            kept = [town for town in kept if town.commune.departement in area.codes]
        if not kept and len(self.areas) > 1:  # "dans le sud de La Réunion"
            kept = [town for town in towns if town.commune.departement in self.areas[-1].codes]
        return kept or None


def _only(towns: list[Town], codes: dict[str, Town]) -> list[Town]:
    return [town for town in towns if town.commune.insee in codes]


def _postal_start(departement: str) -> str:
    return "20" if departement in ("2A", "2B") else departement


def hints_of(mentions: list[Mention], tokens: list[Token], denied: list[Mention]) -> Hints:
    """Collects the hints of a text; bare numbers count beside a town or alone, "le 35" counts anywhere.

    What stands directly behind a `denied` town does not count ("pas Saint-Denis 93").
    """
    areas: list[Area] = []
    outside: list[Area] = []
    postcode: Mention | None = None
    firm = False
    towns = [mention for mention in mentions if mention.kind is Kind.TOWN]
    for mention in mentions:
        beside = any(mention.start - town.end in (0, 1, 2, 3) or town.start == mention.end for town in towns)
        if any(town.end == mention.start for town in denied):
            continue
        negated = _is_negated(mention, tokens)
        if mention.kind is Kind.POSTCODE and postcode is None:
            postcode, firm = mention, True
        elif negated and mention.area and mention.kind in (Kind.AREA, Kind.CODE):
            outside.append(mention.area)
        elif mention.kind is Kind.AREA and mention.area:
            areas.append(mention.area)
        elif (
            mention.kind is Kind.CODE
            and mention.area
            and (mention.led or beside or len(mentions) == len(tokens) or _ends_short(mention, mentions, tokens))
        ):
            areas.append(mention.area)
            firm = firm or beside
    if postcode is None:
        return Hints(tuple(areas), firm=firm, denied=tuple(outside))
    return Hints(tuple(areas), postcode.key, postcode.towns, firm, tuple(outside))


def _ends_short(code: Mention, mentions: list[Mention], tokens: list[Token]) -> bool:
    """Tells whether a number ends a short answer without any other place ("Castre 81")."""
    return mentions == [code] and code.end == len(tokens) and len(tokens) <= _SHORT


def _is_negated(mention: Mention, tokens: list[Token]) -> bool:
    """Tells whether an area is denied ("pas en Nouvelle-Calédonie", "et non à La Réunion")."""
    position = mention.start - 1
    while position >= 0 and tokens[position].word in _BEFORE_AREA and tokens[position + 1].joined:
        position -= 1
    return position >= 0 and tokens[position + 1].joined and tokens[position].word in ("pas", "ni", "non", "sauf")


def distance_km(one: Commune, other: Commune) -> float | None:
    """Returns the distance between two communes in kilometres, good to one per cent; None without positions."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    east = (one.longitude - other.longitude) * cos(radians((one.latitude + other.latitude) / 2))
    return _KM_PER_DEGREE * hypot(one.latitude - other.latitude, east)


def lies_near(town: Town, neighbour: Town) -> bool:
    """Tells whether two towns are neighbours."""
    distance = distance_km(town.commune, neighbour.commune)
    return distance is not None and distance < _NEAR_KM


def nearest(towns: list[Town], neighbours: list[Town]) -> list[Town]:
    """Returns the one homonym that lies near a neighbour named beside; nothing when none or several do."""
    close: dict[str, Town] = {}
    for neighbour in neighbours:
        for town in towns:
            if lies_near(town, neighbour):
                close[town.commune.insee] = town
    return list(close.values()) if len(close) == 1 else []
