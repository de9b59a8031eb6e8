"""Commands of the command line that concern structures and who belongs to them."""

from typing import Annotated

import typer

structure_app = typer.Typer(no_args_is_help=True, help="Structures that recruit.")

KeepTokens = Annotated[
    bool, typer.Option("--keep-tokens", help="Tokens of the API that they made go on; revoked when left out.")
]
StructureName = Annotated[str, typer.Argument(metavar="STRUCTURE", help="Its name.")]


def _say(line: str) -> None:
    print(line, flush=True)


@structure_app.command("add")
def structure_add(
    name: Annotated[str, typer.Argument(help="Nobody else's.")],
    town: Annotated[
        str | None, typer.Option(help="Where it is, « Figeac » or « Saint-Denis, 93 »; all over France when left out.")
    ] = None,
) -> None:
    """Make a structure: it reads the files of people whose mobility covers its town."""
    from bot.operating.structures import add

    add(name, town, _say)


@structure_app.command("list")
def structure_list() -> None:
    """List structures: name, where, how many members."""
    from bot.operating.structures import show

    show(_say)


@structure_app.command("rename")
def structure_rename(
    structure: StructureName, name: Annotated[str, typer.Argument(metavar="NAME", help="Its new name, nobody else's.")]
) -> None:
    """Give a structure another name: what it did and decided is told under it from now on."""
    from bot.operating.structures import rename

    rename(structure, name, _say)


@structure_app.command("close")
def structure_close(name: StructureName) -> None:
    """Close a structure: nobody reads files there any more."""
    from bot.operating.structures import close

    close(name, _say)


def recruiter_join(login: str, structure: StructureName) -> None:
    """Let an account belong to a structure too."""
    from bot.operating.structures import join

    join(login, structure, _say)


def recruiter_leave(login: str, structure: StructureName, keep_tokens: KeepTokens = False) -> None:
    """End that an account belongs to a structure, at once; tokens that its owner made there end too."""
    from bot.operating.structures import leave

    leave(login, structure, _say, keep_tokens=keep_tokens)


def recruiter_reset_second_factor(login: str) -> None:
    """Take the second factor of somebody who lost it away: the password alone signs in again."""
    from bot.operating.accounts import reset_second_factor

    reset_second_factor(login, _say)
