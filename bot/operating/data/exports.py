"""`bot candidate export`: dossiers with masks applied; each export is audited."""

import json
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from bot.base.errors import OperatingError
from bot.exporting.dossier_documents import dossier_document
from bot.exporting.spreadsheet import candidates_csv
from bot.operating.commands.tables import check_tables
from bot.operating.data.rights import find_dossiers
from bot.records.desk import directory, visibility
from bot.records.models import Candidate
from bot.records.store import audit
from bot.records.store.database import default_database

JSON, CSV = "json", "csv"


def export(who: str | None, kind: str, out: Path | None, say: Callable[[str], None], *, every: bool = False) -> None:
    """Write one candidate's dossiers as JSON or CSV, or all candidates as CSV.

    Args:
        who: e-mail address or dossier id; None for all candidates.
        kind: `JSON` or `CSV`.
        out: file; None to print.
        every: all dossiers of an address.

    Raises:
        OperatingError: no single dossier matches (`find_dossiers`), or all were requested as JSON.
    """
    check_tables()
    if who is None and kind == JSON:
        raise OperatingError("Everybody's files are exported as a table: add --csv.")
    if out is None:
        say("".join(_chunks(who, kind, say, every=every)).rstrip("\n"))
        return
    pieces = _chunks(who, kind, say, every=every)
    first = next(pieces)  # nothing is written for nobody
    with out.open("w", encoding="utf-8", newline="") as file:
        file.writelines(chain([first], pieces))
    say(f"Written: {out}")


def _chunks(who: str | None, kind: str, say: Callable[[str], None], *, every: bool) -> Iterator[str]:
    ids = _record(who, say, every=every)
    with default_database().session_scope() as session:
        if ids is None:
            yield from candidates_csv(directory.iterate_visible(session, visibility.Operator()))
            return
        dossiers = [session.get_one(Candidate, candidate_id) for candidate_id in ids]
        if kind == CSV:
            yield from candidates_csv(dossiers)
            return
        documents = [dossier_document(candidate) for candidate in dossiers]
        yield json.dumps(documents if every else documents[0], ensure_ascii=False, indent=2) + "\n"


def _record(who: str | None, say: Callable[[str], None], *, every: bool) -> list[str] | None:
    """Record the export in the audit log before any data leaves; returns the dossier ids, None for all."""
    with default_database().session_scope() as session:
        if who is None:
            audit.record(session, actor="operator", act="exported_candidates")
            return None
        ids = [candidate.id for candidate in find_dossiers(session, who, say, every=every)]
        for candidate_id in ids:
            audit.record(session, actor="operator", act="exported_candidate", subject=candidate_id)
        return ids
