"""`bot candidate`: the rights of access and erasure, and exports."""

from pathlib import Path
from typing import Annotated

import typer
from typer import echo

from bot.operating.data import exports, rights

candidate_app = typer.Typer(no_args_is_help=True, help="Files of candidates, for the rights of access and erasure.")

Who = Annotated[str, typer.Argument(help="E-mail address or id of a file; `find` tells ids.")]
AllFiles = Annotated[bool, typer.Option("--all", help="All files of the address.")]


@candidate_app.command("find")
def find(
    who: Annotated[str, typer.Argument(help="E-mail address, or words of a name or a town.")],
) -> None:
    """List files: id, dates, town, and whether the e-mail address is verified."""
    rights.find(who, echo)


@candidate_app.command("show")
def show(
    who: Who,
    every: AllFiles = False,
    proved_otherwise: Annotated[
        bool, typer.Option("--proved-otherwise", help="You have verified the requester's identity.")
    ] = False,
) -> None:
    """Print everything stored about a candidate as JSON, at their request."""
    rights.show(who, echo, every=every, proved_otherwise=proved_otherwise)


@candidate_app.command("export")
def export(
    who: Annotated[
        str | None, typer.Argument(help="E-mail address or id of a file; everybody's when left out.")
    ] = None,
    as_table: Annotated[bool, typer.Option("--csv", help="A table for spreadsheets, not JSON.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file.")] = None,
    every: AllFiles = False,
) -> None:
    """Export files as recruiters may take them, masks laid over: one as JSON or CSV, everybody's as CSV."""
    exports.export(who, exports.CSV if as_table else exports.JSON, out, echo, every=every)


@candidate_app.command("erase")
def erase(
    who: Who,
    every: AllFiles = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask to confirm.")] = False,
) -> None:
    """Erase everything about a person; prints the receipt."""
    if not yes:
        typer.confirm(f"Erase everything about {who}?", abort=True)
    rights.erase(who, echo, every=every)
