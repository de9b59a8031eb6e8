"""Registrations in the columns of the official platform's form.

Confirmed values only. Columns that the bot does not ask for stay empty.
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import phonenumbers

from bot.base.registration import CONTACTS, FIELDS, NAMES
from bot.exporting.spreadsheet import BYTE_ORDER_MARK, csv_lines
from bot.records.models import Candidate
from bot.words import wording

# The distances that the form offers, in kilometres, and what it means by all of France.
DISTANCES, ALL_OF_FRANCE = (5, 10, 15, 20, 40, 100), 2000
_FRANCE = 33
_OVERSEAS = frozenset({"975", "977", "978", "986", "987", "988"})  # collectivities, which the form keeps apart
_AS_THE_FORM_HAS_IT = {*NAMES, "town", *CONTACTS}

Value = str | int | None
Row = dict[str, Value]


def _nothing(_candidate: Candidate) -> None:
    """For columns that the bot does not ask for."""


def _town(candidate: Candidate) -> Mapping[str, Any]:
    return candidate.town or {}


def _collectivity(candidate: Candidate) -> str | None:
    return candidate.departement if candidate.departement in _OVERSEAS else None


def distance(mobility: Mapping[str, Any] | None) -> int | None:
    """The largest distance of the form that a mobility covers, None if the form cannot express it.

    Rounded down: 30 km is 20 on the form. Travel times and areas around other towns have no equivalent.
    """
    if not mobility:
        return None
    if mobility["kind"] == "national":
        return ALL_OF_FRANCE
    if mobility["kind"] != "radius" or mobility.get("places") or not mobility.get("km"):
        return None
    return max((one for one in DISTANCES if one <= mobility["km"]), default=None)


def _available_from(candidate: Candidate) -> str | None:
    return candidate.available_from.isoformat() if isinstance(candidate.available_from, date) else None


# The form's columns in its order, then ours.
COLUMNS: Mapping[str, Callable[[Candidate], Value]] = {
    "nom": lambda candidate: candidate.last_name,
    "prenom": lambda candidate: candidate.first_name,
    "email": lambda candidate: candidate.email,
    "telephone": lambda candidate: candidate.phone,
    "nomCommune": lambda candidate: _town(candidate).get("commune"),
    "codePostal": _nothing,
    "codeCommune": lambda candidate: _town(candidate).get("insee"),
    "codeDepartement": lambda candidate: _town(candidate).get("departement"),
    "codeRegion": lambda candidate: candidate.region,
    "codeCom": _collectivity,
    "estDemandeurEmploi": _nothing,
    "estEnEmploi": _nothing,
    "estEnFormation": _nothing,
    "estDiplomeMedNum": _nothing,
    "nomDiplomeMedNum": _nothing,
    "aUneExperienceMedNum": _nothing,
    "dateDisponibilite": _available_from,
    "distanceMax": lambda candidate: distance(candidate.mobility),
    "motivation": _nothing,
    "idDossier": lambda candidate: candidate.id,
    **{
        f"{field.key}EnMots": functools.partial(wording.of_candidate, name=name)
        for name, field in FIELDS.items()
        if name not in _AS_THE_FORM_HAS_IT
    },
}


def form_row(candidate: Candidate) -> Row:
    """A registration by the form's column names."""
    return {name: fill(candidate) for name, fill in COLUMNS.items()}


def form_csv(candidates: Iterable[Candidate]) -> str:
    """Registrations as CSV, a row a candidate."""
    rows = (form_row(candidate) | {"telephone": _as_dialled(candidate.phone)} for candidate in candidates)
    cells = (["" if value is None else str(value) for value in row.values()] for row in rows)
    return BYTE_ORDER_MARK + csv_lines([list(COLUMNS), *cells])


def _as_dialled(number: str | None) -> str | None:
    """The digits as dialled from France, since « +33 » would begin like a formula."""
    if not number:
        return None
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    digits = phonenumbers.national_significant_number(parsed)
    return f"0{digits}" if parsed.country_code == _FRANCE else f"00{parsed.country_code}{digits}"
