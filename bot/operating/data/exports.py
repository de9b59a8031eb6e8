"""Files of candidates as recruiters may take them: masks laid over, each export audited."""

import json
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from bot.base.errors import OperatingError
from bot.exporting.dossier_documents import dossier_document
from bot.exporting.spreadsheet import candidates_csv
from bot.operating.commands.tables import check_tables
from bot.operating.data.rights import files_of
from bot.records.desk import directory, visibility
from bot.records.models import Candidate
from bot.records.store import audit
from bot.records.store.database import default_database

JSON, CSV = "json", "csv"


def export(who: str | None, kind: str, out: Path | None, say: Callable[[str], None], *, every: bool = False) -> None:
    """Writes a candidate's file, or everybody's as a table.

    Args:
        who: whose file, an e-mail address or an id; None for everybody's.
        kind: `json` or `csv`.
        out: where to; None to say it.
        say: prints a line.
        every: all files of an address.

    Raises:
        OperatingError: no file or not one alone is named so (`files_of`), or everybody was asked for as JSON.
    """
    check_tables()
    if who is None and kind == JSON:
        raise OperatingError("Everybody's files are exported as a table: add --csv.")
    if out is None:
        say("".join(_pieces(who, kind, say, every=every)).rstrip("\n"))
        return
    pieces = _pieces(who, kind, say, every=every)
    first = next(pieces)  # nothing is written for nobody
    with out.open("w", encoding="utf-8", newline="") as file:
        file.writelines(chain([first], pieces))
    say(f"Written: {out}")


def _pieces(who: str | None, kind: str, say: Callable[[str], None], *, every: bool) -> Iterator[str]:
    ids = _note(who, say, every=every)
    with default_database().session_scope() as session:
        if ids is None:
            yield from candidates_csv(directory.iterate_visible(session, visibility.Operator()))
            return
        found = [session.get_one(Candidate, candidate_id) for candidate_id in ids]
        if kind == CSV:
            yield from candidates_csv(found)
            return
        documents = [dossier_document(candidate) for candidate in found]
        yield json.dumps(documents if every else documents[0], ensure_ascii=False, indent=2) + "\n"


def _note(who: str | None, say: Callable[[str], None], *, every: bool) -> list[str] | None:
    """Writes in the audit log what leaves, before any of it does; returns whose files, None for everybody's."""
    with default_database().session_scope() as session:
        if who is None:
            audit.record(session, actor="operator", act="exported_candidates")
            return None
        ids = [candidate.id for candidate in files_of(session, who, say, every=every)]
        for candidate_id in ids:
            audit.record(session, actor="operator", act="exported_candidate", subject=candidate_id)
        return ids
