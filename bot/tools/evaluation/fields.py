"""`bot eval fields`: form answers and their normalised values."""

import unicodedata
from collections import defaultdict
from datetime import date
from typing import Any

from bot.base.json_lines import Row
from bot.base.registration import BY_KEY, CONTACTS, FIELDS, NAMES
from bot.tools.evaluation.intents import share
from bot.tools.evaluation.loaded_model import LoadedModel, frozen_date, to_eval_format
from bot.understanding.reading.interpretation import Interpretation
from bot.understanding.reading.resolution import NOTHING, Status

NO_CONDITION = frozenset({"note", "permis", "exclude", "tolerance_days", "also", "arrondissement_insee"})
VALUES = frozenset(
    {"insee", "kind", "date", "immediate", "ambiguous", *(field.key for field in FIELDS.values() if field.form is str)}
)
WITHOUT_CASE = frozenset({"nom", "prenom", "email"})


def evaluate(rows: list[Row], today: date, model: LoadedModel) -> list[Row]:
    """The rows with `got`, the normalised value with French keys."""
    with frozen_date(today):
        return [{**row, "got": _read(model, BY_KEY[row["field"]], row["text"])} for row in rows]


def _read(model: LoadedModel, field: str, text: str) -> dict[str, Any]:
    readings = Interpretation.of(model.parse(text, field)).resolutions
    got = to_eval_format(field, readings.get(field, NOTHING))
    for other in CONTACTS:
        if other != field and (reading := readings.get(other, NOTHING)).status is Status.VALUE:
            got |= to_eval_format(other, reading)
    for other in NAMES:  # the answer to one name may give both
        reading = readings.get(other, NOTHING)
        if field in NAMES and other != field and reading.status is Status.VALUE:
            got |= to_eval_format(other, reading)
            if field not in readings:
                got.pop("invalid", None)
    return got


def is_right(row: Row) -> bool:
    """Whether `got` is the expected value or an accepted alternative (`also`)."""
    expected = row["expected"]
    others = row.get("also", expected.get("also", []))
    others = others if isinstance(others, list) else [others]
    return any(_fits(wanted, row["got"]) for wanted in [expected, *others])


def _fits(expected: Row, got: Row) -> bool:
    tolerance = expected.get("tolerance_days")
    if tolerance is not None and "date" in expected:
        if got.get("vague"):
            return True
        if "date" in got:
            gap = abs((date.fromisoformat(got["date"]) - date.fromisoformat(expected["date"])).days)
            return bool(gap <= tolerance)
        return False
    conditions = {
        key: value for key, value in expected.items() if key not in NO_CONDITION and not key.startswith("hint_")
    }
    return all(_same(key, value, got.get(key)) for key, value in conditions.items())


def _same(key: str, wanted: Any, got: Any) -> bool:
    if key == "ambiguous":
        if wanted is True or not wanted or not got:
            return bool(wanted) == bool(got)
        return {town["insee"] for town in wanted} <= {town["insee"] for town in got} or bool(
            got and got[0]["insee"] == wanted[0]["insee"]
        )
    if key in WITHOUT_CASE and isinstance(wanted, str) and isinstance(got, str):
        return _plain(wanted) == _plain(got)
    if key == "places" and isinstance(wanted, list) and isinstance(got, list):
        return sorted(map(_plain, wanted)) == sorted(map(_plain, got))
    return bool(wanted == got) or (wanted in (None, False, []) and got in (None, False, []))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("’", "'").casefold()


def is_as_good(row: Row) -> bool:
    """Whether it is right, or rightly gives no value: declined, unknown, invalid or unrecognised."""
    return is_right(row) or not (VALUES & set(row["expected"]) or VALUES & set(row["got"]))


def summarise(rows: list[Row]) -> dict[str, Any]:
    """Shares of right values by field, share as good, and each miss."""
    by_field: dict[str, list[bool]] = defaultdict(list)
    misses = []
    for row in rows:
        ok = is_right(row)
        by_field[row["field"]].append(ok)
        if not ok:
            misses.append({key: row[key] for key in ("field", "text", "expected", "got")})
    total = [ok for oks in by_field.values() for ok in oks]
    return {
        "kind": "fields",
        "examples": len(rows),
        "accuracy": share(total),
        "as_good": share([is_as_good(row) for row in rows]),
        "fields": {name: {"examples": len(oks), "accuracy": share(oks)} for name, oks in by_field.items()},
        "misses": misses,
    }
