"""Commands of the command line that concern a whole installation."""

from pathlib import Path
from typing import Annotated

import typer

BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help="One file, readable by its owner alone.")]


def _say(line: str) -> None:
    print(line, flush=True)


def backup(file: BackupFile) -> None:
    """Copy the database and the key of the sessions into one file, while the bot runs."""
    from bot.operating.backup import backup as make

    make(file, _say)


def restore(
    file: BackupFile,
    replace: Annotated[bool, typer.Option("--replace", help="Even if the database holds rows.")] = False,
    keep_missing: Annotated[
        bool,
        typer.Option("--keep-missing", help="Files that the replaced database lost are kept, not erased again."),
    ] = False,
) -> None:
    """Put a backup in the place of the database; the bot must be stopped."""
    from bot.operating.backup import restore as put_back

    put_back(file, _say, replace=replace, keep_missing=keep_missing)
