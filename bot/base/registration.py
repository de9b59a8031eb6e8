"""The fields of the registration in the order they are asked (docs/developers/recipes.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

# What a slot holds of a field that the person chose not to give. No normal form is this word.
DECLINED = "declined"


class Group(Enum):
    """What a field says about a person."""

    NAME = auto()
    PLACE = auto()
    CONTACT = auto()
    WORK = auto()  # says nothing of who it is: it stays on papers without identity


@dataclass(frozen=True)
class Field:
    """A field of the registration.

    Attributes:
        name: of its slot, column and question.
        key: its French key in the files of `bot eval`.
        title: its name for candidates.
        noun: the same within a sentence, with its article.
        form: type of its normalised value, which is JSON.
        optional: its question offers to skip it.
        heading: its name for recruiters, the title by default.
        ready: quick replies, read as if typed. At most four: a typed "5" means five kilometres.
    """

    name: str
    key: str
    title: str
    noun: str
    group: Group
    form: type = str
    optional: bool = False
    heading: str = ""
    ready: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "heading", self.heading or self.title)

    @property
    def label(self) -> str:
        """Its title within a sentence: « permis B »."""
        return self.title[0].lower() + self.title[1:]

    @property
    def question(self) -> str:
        """The name of the response that asks for it."""
        return f"utter_ask_{self.name}"


_REGISTRY = (
    Field("last_name", "nom", "Nom", "le nom", Group.NAME),
    Field("first_name", "prenom", "Prénom", "le prénom", Group.NAME),
    Field("town", "ville", "Ville", "la ville", Group.PLACE, dict, heading="Commune"),
    Field(
        "mobility", "mobilite", "Mobilité", "la mobilité", Group.PLACE, dict,
        ready=("20 km autour de chez moi", "50 km autour de chez moi", "Tout mon département", "Toute la France"),
    ),
    Field(
        "availability", "disponibilite", "Disponibilité", "la disponibilité", Group.WORK, dict,
        ready=("Tout de suite", "Dans un mois", "Dans trois mois", "Je ne sais pas encore"),
    ),
    Field("email", "email", "E-mail", "l'e-mail", Group.CONTACT, optional=True),
    Field("phone", "telephone", "Téléphone", "le téléphone", Group.CONTACT, optional=True),
)  # fmt: skip
FIELDS: dict[str, Field] = {field.name: field for field in _REGISTRY}
BY_KEY = {field.key: name for name, field in FIELDS.items()}


def fields_of(*groups: Group) -> tuple[Field, ...]:
    """The fields of some groups, in order."""
    return tuple(field for field in _REGISTRY if field.group in groups)


NAMES, CONTACTS = (tuple(field.name for field in fields_of(group)) for group in (Group.NAME, Group.CONTACT))


def given(slots: Mapping[str, Any], name: str) -> Any:
    """The normalised value of a field, None if unknown or declined."""
    value = slots.get(name)
    return None if value == DECLINED else value
