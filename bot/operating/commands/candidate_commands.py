"""Command line of `bot candidate` (rights of access and erasure) and `bot audit`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from typer import echo as say

candidate_app = typer.Typer(no_args_is_help=True, help="Files of candidates, for the rights of access and erasure.")
audit_app = typer.Typer(no_args_is_help=True, help="The audit log: who did what and when.")

Who = Annotated[str, typer.Argument(help="E-mail address or id of a file; `find` tells ids.")]
AllFiles = Annotated[bool, typer.Option("--all", help="All files of the address.")]


@candidate_app.command("find")
def candidate_find(
    who: Annotated[str, typer.Argument(help="E-mail address, or words of a name or a town.")],
) -> None:
    """List files: id, dates, town, and whether the e-mail address is verified."""
    from bot.operating.data.rights import find

    find(who, say)


@candidate_app.command("show")
def candidate_show(
    who: Who,
    every: AllFiles = False,
    proved_otherwise: Annotated[
        bool, typer.Option("--proved-otherwise", help="You have verified the requester's identity.")
    ] = False,
) -> None:
    """Print everything stored about a candidate as JSON, at their request."""
    from bot.operating.data.rights import show

    show(who, say, every=every, proved_otherwise=proved_otherwise)


@candidate_app.command("export")
def candidate_export(
    who: Annotated[
        str | None, typer.Argument(help="E-mail address or id of a file; everybody's when left out.")
    ] = None,
    as_table: Annotated[bool, typer.Option("--csv", help="A table for spreadsheets, not JSON.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file.")] = None,
    every: AllFiles = False,
) -> None:
    """Export files as recruiters may take them, masks laid over: one as JSON or CSV, everybody's as CSV."""
    from bot.operating.data.exports import CSV, JSON, export

    export(who, CSV if as_table else JSON, out, say, every=every)


@candidate_app.command("erase")
def candidate_erase(
    who: Who,
    every: AllFiles = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask to confirm.")] = False,
) -> None:
    """Erase everything about a person; prints the receipt."""
    from bot.operating.data.rights import erase

    if not yes:
        typer.confirm(f"Erase everything about {who}?", abort=True)
    erase(who, say, every=every)


@audit_app.command("verify")
def audit_verify(
    expect: Annotated[
        str | None, typer.Option(metavar="HASH", help="A last hash noted before: whether it is still in the log.")
    ] = None,
) -> None:
    """Verify the log; prints the first line that was changed, removed or inserted, with status 1."""
    from bot.operating.commands.audit_log import verify

    raise typer.Exit(verify(say, expect=expect))


@audit_app.command("show")
def audit_show(
    candidate: Annotated[str | None, typer.Option(metavar="ID", help="Only about this candidate.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only from this day on.")] = None,
) -> None:
    """Print lines of the log: moment, actor, act, subject."""
    from bot.operating.commands.audit_log import show

    show(say, candidate_id=candidate, since=since)
