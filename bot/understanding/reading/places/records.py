"""Entries of the index of places."""

from dataclasses import dataclass

from bot.base.geography import Commune


@dataclass(frozen=True, slots=True)
class Town:
    """A commune, possibly by the name of a former commune or of one of its arrondissements.

    Attributes:
        key: `names.name_key` of the name.
        former: name of the former commune.
        arrondissement: name of the arrondissement.
    """

    commune: Commune
    key: str
    former: str | None = None
    arrondissement: str | None = None

    @property
    def old(self) -> bool:
        """Whether the former name is no longer part of the present one ("Vire" is in "Vire Normandie")."""
        return self.former is not None and not self.commune.name.startswith((f"{self.former}-", f"{self.former} "))

    @property
    def population(self) -> int:
        """Population of the commune. For a former commune, where it is unknown, that of a small town."""
        return min(self.commune.population, 2000) if self.former else self.commune.population

    @property
    def value(self) -> dict[str, str]:
        """Normal form of the field `town`."""
        value = self.commune.town
        if self.arrondissement:
            value["arrondissement"] = self.arrondissement
        if self.former:
            value["former"] = self.former
        return value


@dataclass(frozen=True, slots=True)
class Area:
    """A wider place: departement, region, zone (several of either, "Alsace") or land (informal: "le Beaujolais")."""

    kind: str
    name: str  # official, or informal for a zone or land
    codes: frozenset[str]  # of the départements inside
    names: tuple[str, ...] = ()  # official names of the départements or régions it covers
    names_kind: str = "departement"  # or region


@dataclass(frozen=True, slots=True)
class Guess[Place: (Town, Area)]:
    """Fuzzy search result."""

    score: float  # similarity, 1 for equal sounds or letters
    cost: float  # weighs errors against population; the lowest is the likeliest
    place: Place
    by_sound: bool = False  # found by sound rather than spelling
