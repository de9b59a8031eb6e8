"""`bot content`: write what editors changed on the pages back to the YAML files."""

from pathlib import Path
from typing import Annotated

import typer

from bot.content.editing.yaml_files import differing, file_of, write
from bot.content.overrides import ContentOverrides
from bot.operating.commands.tables import checked_session
from bot.records.contents import content_versions
from bot.records.store import audit
from bot.records.store.database import default_database

content_app = typer.Typer(no_args_is_help=True, help="What editors changed on the pages, beside the files of bot/data.")


@content_app.command("status")
def status() -> None:
    """Say which files differ from what candidates are told, and in what; status 1 when any does."""
    differences = differing(_edits())
    for document, changes in differences.items():
        print(f"bot/data/{file_of(document)}  {document}: {', '.join(sorted(changes))}")
    if not differences:
        print("Candidates are told what the files say.")
    raise typer.Exit(1 if differences else 0)


@content_app.command("export")
def export(
    folder: Annotated[Path, typer.Argument(help="Where to; the project's own folder puts the changes into its files.")],
) -> None:
    """Write the files that differ from what candidates are told, with their comments and in their order."""
    paths = write(_edits(), folder)
    with default_database().session_scope() as session:
        audit.record(session, actor="operator", act="exported_content")
    for path in paths:
        print(folder / path)
    if not paths:
        print("Nothing to write: candidates are told what the files say.")


def _edits() -> ContentOverrides:
    with checked_session() as session:
        return content_versions.load_overrides(session)
