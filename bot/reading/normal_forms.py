"""Readings in the French keys that `bot eval fields` reports."""

from typing import Any

from bot.reading.emails import SUGGESTION
from bot.reading.result import Reading, Status

_NAME_KEYS = {"last_name": "nom", "first_name": "prenom"}
_TOWN_KEYS = ("commune", "insee", "departement")
# The answer says something, and the candidate is asked to be more precise.
_IMPRECISE = frozenset({"vague", "how_far", "near_town", "too_wide"})


def to_contract(field: str, reading: Reading) -> dict[str, Any]:
    """Maps a reading to the normal form of `bot eval`.

    Args:
        field: last_name, first_name, town, mobility, availability, email or phone.
        reading: what the field's reader returned.

    Returns:
        The French keys: the value's own, or `ambiguous`, `vague`, `unknown`, `refused`, `invalid` (also for a text
        that does not read as the field: it is asked again).
    """
    match reading.status:
        case Status.VALUE:
            return _value(field, reading.value)
        case Status.AMBIGUOUS:
            return _ambiguous(field, reading)
        case Status.UNKNOWN:
            return {"unknown": True}
        case Status.DECLINED:
            return {"refused": True}
        case Status.INVALID:
            return _invalid(field, reading)
        case _:
            return {"invalid": True}


def _value(field: str, value: Any) -> dict[str, Any]:
    if field in _NAME_KEYS:
        return {_NAME_KEYS[part]: name for part, name in value.items()}
    if field == "town":
        return {key: value[key] for key in _TOWN_KEYS}
    if field == "email":
        return {"email": value}
    if field == "phone":
        return {"telephone": value}
    return dict(value)


def _ambiguous(field: str, reading: Reading) -> dict[str, Any]:
    if field == "town":
        return {"ambiguous": [_value(field, town) for town in reading.candidates]}
    if field == "email":
        suggestion, *others = reading.candidates
        said = {"email": others[-1]} if others else {"invalid": True}
        return said | {f"hint_{SUGGESTION}": suggestion}
    return {"ambiguous": [_value(field, value) for value in reading.candidates], "vague": True}


def _invalid(field: str, reading: Reading) -> dict[str, Any]:
    if reading.reason not in _IMPRECISE:
        return {"invalid": True}
    return {"vague": True} if field == "availability" else {"vague": True, "invalid": True}
