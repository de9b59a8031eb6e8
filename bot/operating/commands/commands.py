"""Command line of `bot backup`, `restore`, `keys` and `db`."""

from pathlib import Path
from typing import Annotated

import typer
from typer import echo as say

BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help="One file, readable by its owner alone.")]


def backup(file: BackupFile) -> None:
    """Copy the database into one file while the bot runs; without keys and secret."""
    from bot.operating.data.backup import backup as make

    make(file, say)


def restore(
    file: BackupFile,
    replace: Annotated[bool, typer.Option("--replace", help="Even if the database holds rows.")] = False,
) -> None:
    """Replace the database by a backup; the bot must be stopped."""
    from bot.operating.data.backup import restore as put_back

    put_back(file, say, replace=replace)


keys_app = typer.Typer(no_args_is_help=True, help="The keys that encrypt stored data.")


@keys_app.command("rotate")
def rotate_keys() -> None:
    """Create a key and re-encrypt everything; the bot must be stopped."""
    from bot.operating.data.keys import rotate

    rotate(say)


@keys_app.command("forget")
def forget_keys() -> None:
    """Drop former keys, once the backups made with them are deleted."""
    from bot.operating.data.keys import forget

    forget(say)


db_app = typer.Typer(no_args_is_help=True, help="Look after the database.")


@db_app.command("migrate")
def db_migrate() -> None:
    """Create the tables or bring them to the newest revision."""
    from bot.operating.commands.tables import configured_database, prepare_database
    from bot.operating.data.keys import check

    prepare_database()
    check(configured_database())
    say("The database is up to date.")


@db_app.command("purge")
def db_purge(
    every: Annotated[float | None, typer.Option(help="Repeat every so many hours.", min=0.01)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print how much of each kind would be deleted.")] = False,
) -> None:
    """Delete expired data: files, conversations without consent, old lines of the audit log, and more."""
    from bot.operating.data.purge import purge, purge_periodically

    if every is None or dry_run:
        purge(say, dry_run=dry_run)
    else:
        purge_periodically(say, hours=every)
