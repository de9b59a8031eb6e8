"""Reading and writing JSON Lines."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.base.errors import OperatingError

Row = dict[str, Any]


class BadFileError(OperatingError):
    """A JSON Lines file is invalid; the message names the line and the error."""


def read_rows(path: Path, required: Iterable[str]) -> list[Row]:
    """The objects of a UTF-8 file, one a line; empty lines are skipped.

    Args:
        required: keys that every object must have.

    Raises:
        BadFileError: the file is missing, or a line is not an object or lacks a key.
    """
    try:
        # Not splitlines: a text may hold U+2028 and its like, which end no line of JSON. Some editors write a BOM.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFileError(f"{path} cannot be read ({error}): give a UTF-8 file of one JSON object a line.") from error
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadFileError(f"{path}, line {number}: not JSON ({error}).") from error
        missing = [key for key in required if not isinstance(row, dict) or key not in row]
        if missing:
            raise BadFileError(f"{path}, line {number}: the key {', '.join(missing)} is missing.")
        rows.append(row)
    return rows


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write objects as JSON Lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
