"""The fields of the registration, in the order in which they are asked: the one list of them (docs/developers/recipes.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

# What a slot holds of a field that the person chose not to give. No normal form is this word.
DECLINED = "declined"


class Group(Enum):
    """What a field tells of a person."""

    NAME = auto()
    PLACE = auto()
    CONTACT = auto()
    WORK = auto()  # says nothing of who it is: it stays on papers without identity


@dataclass(frozen=True)
class Field:
    """A field of the registration.

    Attributes:
        name: slot, column and question.
        key: French key in the files of `bot eval`.
        title: what it is called to candidates.
        noun: the same within a sentence, with its article.
        group: what it tells of a person.
        form: type of its normal form, plain data that JSON keeps.
        optional: may be declined without a word on it; its question offers to pass.
        heading: what it is called to recruiters; the title, unless it says otherwise.
        ready: answers to tap, words like any others, heard as they would be typed. Four at most: a typed "5" is five kilometres.
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
        """Calls it the same to everybody unless told otherwise."""
        object.__setattr__(self, "heading", self.heading or self.title)

    @property
    def question(self) -> str:
        """The response that asks for it."""
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
    """Returns the fields of some groups, in order."""
    return tuple(field for field in _REGISTRY if field.group in groups)


NAMES, CONTACTS = (tuple(field.name for field in fields_of(group)) for group in (Group.NAME, Group.CONTACT))


def given(slots: Mapping[str, Any], name: str) -> Any:
    """Returns the normal form of a field that was given; None where it is not known or was declined."""
    value = slots.get(name)
    return None if value == DECLINED else value
