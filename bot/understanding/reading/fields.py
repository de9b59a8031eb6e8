"""The fields of the registration, in the order in which they are asked: the one list of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

from bot.understanding.reading.result import NOTHING, Reading, Status
from bot.understanding.reading.spans import Label, Role, Span

Resolver = Callable[[Sequence[Span], date, Mapping[str, Any]], Reading]


@dataclass(frozen=True)
class Field:
    """A field of the registration.

    Attributes:
        name: slot, column and question.
        key: French key in the files of `bot eval`.
        title: what it is called to people.
        labels: labels of the spans that give it; the first names what a bare answer is.
        room: module whose `resolve` reads the spans.
        optional: may be declined without a word on it.
    """

    name: str
    key: str
    title: str
    labels: tuple[str, ...]
    room: str
    optional: bool = False


_NAMES = (Label.LAST_NAME, Label.FIRST_NAME)
_REGISTRY = (
    Field("last_name", "nom", "Nom", _NAMES, "names"),
    Field("first_name", "prenom", "Prénom", _NAMES[::-1], "names"),
    Field("town", "ville", "Ville", (Label.TOWN, Label.AREA), "places.town"),
    Field(
        "mobility", "mobilite", "Mobilité",
        (Label.ZONE, Label.DISTANCE, Label.DURATION, Label.NATIONAL, Label.NOWHERE), "mobility",
    ),
    Field(
        "availability", "disponibilite", "Disponibilité",
        (Label.DAY, Label.NOTICE, Label.NOTICE_START, Label.NOW), "days.availability",
    ),
    Field("email", "email", "E-mail", (Label.EMAIL,), "contacts.email", optional=True),
    Field("phone", "telephone", "Téléphone", (Label.PHONE,), "contacts.phone", optional=True),
)  # fmt: skip
FIELDS: dict[str, Field] = {field.name: field for field in _REGISTRY}
NAMES = ("last_name", "first_name")


def _resolver(field: Field) -> Resolver:
    resolve: Resolver = import_module(f"bot.understanding.reading.{field.room}").resolve
    return resolve


def resolve(name: str, spans: Sequence[Span], today: date, known: Mapping[str, Any]) -> Reading:
    """Returns what the spans of a message say of one field, its plain normal form when it is a value.

    Args:
        name: the field.
        spans: all spans of the message, in order; those of other fields are passed over.
        today: the day of the message.
        known: normal forms that are known already, by field.
    """
    field = FIELDS[name]
    mine = [span for span in spans if span.label in field.labels]
    if not any(span.role in {Role.OWN, Role.NEAR} for span in mine):
        return NOTHING
    reading = _resolver(field)(mine, today, known)
    if name in NAMES and reading.status is Status.VALUE:
        value = reading.value.get(name)
        return NOTHING if value is None else Reading(Status.VALUE, value)
    return reading
