"""Files of candidates as recruiters may take them: masks laid over, each export audited."""

import json
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from bot.exporting.documents import file_document
from bot.exporting.spreadsheet import candidates_csv
from bot.operating.errors import OperatingError
from bot.operating.rights import files_of
from bot.operating.tables import check_tables
from bot.records import audit, directory
from bot.records.database import default_database

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
    with default_database().session_scope() as session:
        if who is None:
            audit.record(session, actor="operator", act="exported_candidates")
            yield from candidates_csv(directory.every_candidate(session))
            return
        found = files_of(session, who, say, every=every)
        for candidate in found:
            audit.record(session, actor="operator", act="exported_candidate", subject=candidate.id)
        if kind == CSV:
            yield from candidates_csv(found)
            return
        documents = [file_document(candidate) for candidate in found]
        yield json.dumps(documents if every else documents[0], ensure_ascii=False, indent=2) + "\n"
