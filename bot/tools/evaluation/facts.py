"""Facts about stored rows in the fixed form of a conversation's `must` lines.

    last_name=Bérard          town.insee=22278         mobility.places=Drôme     phone=null
    availability.date=2027-01-04   notes=3             human_request=1           consent=true
    note.patience contains "pas à pas"                 nothing_stored

Other lines are for human readers and are skipped.
"""

import json
import re
from typing import Any

from bot.base.registration import FIELDS

_EQUALS = re.compile(r"([a-z_]+(?:\.[a-z_]+)?)=(.*)")
_CONTAINS = re.compile(r"note\.([a-z]+) contains \"(.*)\"", re.DOTALL)
PERSONAL_TABLES = ("candidates", "notes", "note_versions", "human_requests")

Stored = dict[str, list[dict[str, Any]]]


def check_facts(must: list[str], stored: Stored) -> dict[str, bool]:
    """The checkable lines, and whether each holds for the stored rows."""
    results = {}
    for line in must:
        verdict = _check_line(line.strip(), stored)
        if verdict is not None:
            results[line] = verdict
    return results


def _check_line(line: str, stored: Stored) -> bool | None:
    if line == "nothing_stored":
        return _nothing_stored(stored)
    if contains := _CONTAINS.fullmatch(line):
        return any(
            contains[2] in f"{note['answer'] or ''}\n{note['followup_answer'] or ''}"
            for note in stored["notes"]
            if note["trait"] == contains[1]
        )
    if not (equals := _EQUALS.fullmatch(line)):
        return None
    name, wanted = equals[1], equals[2].strip()
    if name == "notes":
        return str(len(stored["notes"])) == wanted
    if name == "human_request":
        return str(len(stored["human_requests"])) == wanted
    if name == "consent":
        return bool(stored["candidates"]) == (wanted == "true")
    field, _, key = name.partition(".")
    if field not in FIELDS or len(stored["candidates"]) != 1:
        return False if field in FIELDS else None
    value = stored["candidates"][0][field]
    if key and isinstance(value, dict):
        value = value.get(key)
    elif key:
        return False
    if isinstance(value, list):
        return wanted in value
    if isinstance(value, str):
        return value == wanted
    return json.dumps(value) == wanted or _same_number(value, wanted)


def _same_number(value: Any, wanted: str) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return float(value) == float(wanted)
    except ValueError:
        return False


def _nothing_stored(stored: Stored) -> bool:
    """No personal rows in any table, and no words of the candidate in the events."""
    if any(stored[table] for table in PERSONAL_TABLES):
        return False
    said = [row["data"] for row in stored["conversation_events"] if row["type_name"] == "user"]
    return not any(data.get("text") and not data["text"].startswith("/") for data in said)
