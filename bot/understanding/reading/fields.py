"""Registry of the registration fields: the span labels that give each field, and the module that resolves them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib import import_module
from typing import Any

from bot.base.registration import NAMES
from bot.understanding.reading.resolution import NOTHING, Resolution, Status
from bot.understanding.reading.spans import Label, Role, Span

Resolver = Callable[[Sequence[Span], date, Mapping[str, Any]], Resolution]

# Labels of the spans that give a field; the first names what a bare answer is. Then the module whose `resolve` reads them.
_RESOLVERS: dict[str, tuple[tuple[str, ...], str]] = {
    "last_name": ((Label.LAST_NAME, Label.FIRST_NAME), "names"),
    "first_name": ((Label.FIRST_NAME, Label.LAST_NAME), "names"),
    "town": ((Label.TOWN, Label.AREA), "places.town"),
    "mobility": ((Label.ZONE, Label.DISTANCE, Label.DURATION, Label.NATIONAL, Label.NOWHERE), "mobility"),
    "availability": ((Label.DAY, Label.NOTICE, Label.NOTICE_START, Label.NOW), "days.availability"),
    "email": ((Label.EMAIL,), "contacts.email"),
    "phone": ((Label.PHONE,), "contacts.phone"),
}
FIELD_LABELS = {name: labels for name, (labels, _) in _RESOLVERS.items()}


def _resolver(name: str) -> Resolver:
    resolve: Resolver = import_module(f"bot.understanding.reading.{_RESOLVERS[name][1]}").resolve
    return resolve


def resolve(name: str, spans: Sequence[Span], today: date, known: Mapping[str, Any]) -> Resolution:
    """Normalise what the spans of a message say about one field.

    Args:
        spans: all spans of the message, in order; those of other fields are ignored.
        known: slots; field values are in their normal form.
    """
    mine = [span for span in spans if span.label in FIELD_LABELS[name]]
    if not any(span.role in {Role.OWN, Role.NEAR} for span in mine):
        return NOTHING
    reading = _resolver(name)(mine, today, known)
    if name in NAMES and reading.status is Status.VALUE:
        value = reading.value.get(name)
        return NOTHING if value is None else Resolution(Status.VALUE, value)
    return reading
