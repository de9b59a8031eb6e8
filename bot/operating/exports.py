"""Files of candidates as recruiters may take them: masks laid over, each export audited."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.exporting.documents import file_document
from bot.exporting.spreadsheet import candidates_csv
from bot.operating.errors import OperatingError
from bot.operating.rights import find_by_email
from bot.operating.tables import check_tables
from bot.records import audit, directory
from bot.records.database import default_database
from bot.records.models import Candidate

JSON, CSV = "json", "csv"


def export(email: str | None, kind: str, out: Path | None, say: Callable[[str], None]) -> None:
    """Writes a candidate's file, or everybody's as a table.

    Args:
        email: whose file; None for everybody's.
        kind: `json` or `csv`.
        out: where to; None to say it.
        say: prints a line.

    Raises:
        OperatingError: nobody has this address, or everybody was asked for as JSON.
    """
    check_tables()
    if email is None and kind == JSON:
        raise OperatingError("Everybody's files are exported as a table: add --csv.")
    if out is None:
        say("".join(_pieces(email, kind)).rstrip("\n"))
        return
    with out.open("w", encoding="utf-8", newline="") as file:
        file.writelines(_pieces(email, kind))
    say(f"Written: {out}")


def _pieces(email: str | None, kind: str) -> Iterator[str]:
    candidate_id = _note(email)
    with default_database().session_scope() as session:
        if candidate_id is None:
            yield from candidates_csv(directory.every_candidate(session))
            return
        candidate = session.get_one(Candidate, candidate_id)
        if kind == JSON:
            yield json.dumps(file_document(candidate), ensure_ascii=False, indent=2) + "\n"
        else:
            yield from candidates_csv([candidate])


def _note(email: str | None) -> str | None:
    """Writes in the audit log what leaves, before any of it does; returns whose file it is, None for everybody's."""
    with default_database().session_scope() as session:
        if email is None:
            audit.record(session, actor="operator", act="exported_candidates")
            return None
        candidate = find_by_email(session, email)
        audit.record(session, actor="operator", act="exported_candidate", subject=candidate.id)
        return candidate.id
