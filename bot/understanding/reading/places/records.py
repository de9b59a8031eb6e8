"""What the index of places holds."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.base.geography import Commune

Place = TypeVar("Place", "Town", "Area")


@dataclass(frozen=True, slots=True)
class Town:
    """What a name can stand for: a commune, perhaps by a former commune or by one of its arrondissements.

    Attributes:
        commune: the commune of today.
        key: `names.name_key` of its name.
        former: name of a former commune.
        arrondissement: name of an arrondissement.
    """

    commune: Commune
    key: str
    former: str | None = None
    arrondissement: str | None = None

    @property
    def old(self) -> bool:
        """Whether the name is one of before, of which nothing is left in today's ("Vire" is in "Vire Normandie")."""
        return self.former is not None and not self.commune.name.startswith((f"{self.former}-", f"{self.former} "))

    @property
    def population(self) -> int:
        """The inhabitants of the commune; those of a former one are not known: taken for a small town's."""
        return min(self.commune.population, 2000) if self.former else self.commune.population

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
    """A wider place: departement, region, zone (several of either, "Alsace"), land (a hint: "le Beaujolais")."""

    kind: str
    name: str  # official, or in use for a zone or land
    codes: frozenset[str]  # of the départements inside
    names: tuple[str, ...] = ()  # the official names of the départements or régions that it stands for
    names_kind: str = "departement"  # or region


@dataclass(frozen=True, slots=True)
class Guess(Generic[Place]):
    """What a misspelt name may mean."""

    score: float  # how like the name is, 1 for the same sounds or letters, 0 for nothing in common
    cost: float  # what speaks against it, the population counted in: the least is the likeliest
    place: Place
    heard: bool = False  # whether it is rather its sounds than its letters that are alike
