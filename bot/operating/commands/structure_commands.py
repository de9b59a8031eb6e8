"""Command line of `bot structure`."""

from typing import Annotated

import typer
from typer import echo as say

structure_app = typer.Typer(no_args_is_help=True, help="Structures that recruit.")

StructureName = Annotated[str, typer.Argument(metavar="STRUCTURE", help="Its name.")]


@structure_app.command("add")
def structure_add(
    name: Annotated[str, typer.Argument(help="Nobody else's.")],
    town: Annotated[
        str | None, typer.Option(help="Where it is, « Figeac » or « Saint-Denis, 93 »; all over France when left out.")
    ] = None,
) -> None:
    """Create a structure: it reads the files of people whose mobility covers its town."""
    from bot.operating.commands.structures import add

    add(name, town, say)


@structure_app.command("list")
def structure_list() -> None:
    """List structures: name, where, how many members."""
    from bot.operating.commands.structures import list_structures

    list_structures(say)


@structure_app.command("rename")
def structure_rename(
    structure: StructureName, name: Annotated[str, typer.Argument(metavar="NAME", help="Its new name, nobody else's.")]
) -> None:
    """Rename a structure, also in its history."""
    from bot.operating.commands.structures import rename

    rename(structure, name, say)


@structure_app.command("close")
def structure_close(name: StructureName) -> None:
    """Close a structure: its members can no longer read files there."""
    from bot.operating.commands.structures import close

    close(name, say)
