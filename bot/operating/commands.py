"""Commands of the command line that concern a whole installation."""

from pathlib import Path
from typing import Annotated

import typer

BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help="One file, readable by its owner alone.")]


def _say(line: str) -> None:
    print(line, flush=True)


def backup(file: BackupFile) -> None:
    """Copy the database and the key of the sessions into one file, while the bot runs; not the keys that open it."""
    from bot.operating.backup import backup as make

    make(file, _say)


def restore(
    file: BackupFile,
    replace: Annotated[bool, typer.Option("--replace", help="Even if the database holds rows.")] = False,
) -> None:
    """Put a backup in the place of the database; the bot must be stopped."""
    from bot.operating.backup import restore as put_back

    put_back(file, _say, replace=replace)


keys_app = typer.Typer(no_args_is_help=True, help="The keys that seal what is stored.")


@keys_app.command("rotate")
def rotate_keys() -> None:
    """Make a new key and seal everything anew; the bot must be stopped."""
    from bot.operating.keys import rotate

    rotate(_say)


@keys_app.command("forget")
def forget_keys() -> None:
    """Drop the keys that are used no longer, once the backups made with them are deleted."""
    from bot.operating.keys import forget

    forget(_say)
