"""Normalised registration values in French words."""

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import phonenumbers

from bot.base import geography
from bot.base.french import day_in_words
from bot.base.registration import DECLINED, FIELDS
from bot.base.text import plain

LABELS = {name: field.title for name, field in FIELDS.items()}
NOT_GIVEN = "non communiqué"
_CONTRACTED = {"Le": "du", "Les": "des"}
_ELIDES = re.compile(r"[aeiou]|y(?![aeiou])")


@dataclass(frozen=True)
class Around:
    """How the candidate's own area is referred to."""

    commune: str
    departement: str
    region: str
    home: str


TO_THE_CANDIDATE = Around("votre commune", "votre département", "votre région", "chez vous")
ABOUT_THE_CANDIDATE = Around("sa commune", "son département", "sa région", "sa commune")


def town_in_words(town: Mapping[str, Any]) -> str:
    """« Saint-Marcel (Eure, 27) », with the arrondissement or former commune if given."""
    detail = town.get("arrondissement") or town.get("former")
    code = town["departement"]
    name = departement_names().get(code)
    return f"{town['commune']} ({f'{name}, {code}' if name else code})" + (f", {detail}" if detail else "")


def of_place(name: str) -> str:
    """A town after « de »: « d'Angers », « du Mans », « des Ulis », « de La Rochelle »."""
    article, _, rest = name.partition(" ")
    if rest and article in _CONTRACTED:
        return f"{_CONTRACTED[article]} {rest}"
    return f"d'{name}" if _ELIDES.match(plain(name)) else f"de {name}"


@functools.cache
def departement_names() -> dict[str, str]:
    """The names of the départements by code."""
    return {code: name for name, code in geography.departements().items()}


def mobility_in_words(mobility: Mapping[str, Any], around: Around = TO_THE_CANDIDATE) -> str:
    """« 30 km autour de chez vous », « Bretagne », « toute la France »."""
    places = ", ".join(mobility.get("places") or [])
    kind = mobility["kind"]
    if kind == "none":
        return f"seulement {places or around.commune}"
    if kind == "national":
        return "toute la France"
    if kind in {"departement", "region"}:
        return places or (f"tout {around.departement}" if kind == "departement" else f"toute {around.region}")
    centre = f"autour {', '.join(map(of_place, mobility.get('places') or [around.home]))}"
    if mobility.get("km") is not None:
        return f"{mobility['km']:g} km {centre}"
    if mobility.get("minutes") is not None:
        return f"{mobility['minutes']:g} minutes de trajet {centre}"
    return centre


def availability_in_words(availability: Mapping[str, Any]) -> str:
    """« tout de suite », « à partir du lundi 4 janvier 2027 », « pas encore connue »."""
    if availability.get("immediate"):
        return "tout de suite"
    if availability.get("unknown"):
        return "pas encore connue"
    return f"à partir du {day_in_words(date.fromisoformat(availability['date']))}"


def contested_in_words(count: int, by: str = "la personne") -> str:
    """« 1 passage contesté par la personne »."""
    return f"{count} {'passage contesté' if count == 1 else 'passages contestés'} par {by}"


def phone_in_words(phone: str) -> str:
    """« +33 6 39 98 00 01 »."""
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


# How values are said that are no words themselves.
_IN_WORDS: Mapping[str, Callable[[Any], str]] = {
    "town": town_in_words, "mobility": mobility_in_words, "availability": availability_in_words, "phone": phone_in_words,
}  # fmt: skip


def in_words(field: str, value: Any) -> str:
    """A field's value as the candidate reads it."""
    return NOT_GIVEN if value in (None, DECLINED) else _IN_WORDS.get(field, str)(value)


def of_candidate(candidate: Any, name: str) -> str | None:
    """A field's value as recruiters read it, None if it was not given."""
    value = getattr(candidate, name)
    if value is not None and name == "mobility":
        return mobility_in_words(value, ABOUT_THE_CANDIDATE)
    return None if value is None else in_words(name, value)
