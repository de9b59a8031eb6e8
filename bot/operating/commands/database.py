"""`bot db` and `bot keys`: expired data, and the keys that encrypt what is stored."""

from typing import Annotated

import typer
from typer import echo

from bot.operating.data import keys, purge

keys_app = typer.Typer(no_args_is_help=True, help="The keys that encrypt stored data.")
db_app = typer.Typer(no_args_is_help=True, help="Look after the database.")


@keys_app.command("rotate")
def rotate_keys() -> None:
    """Create a key and re-encrypt everything; the bot must be stopped."""
    keys.rotate(echo)


@keys_app.command("forget")
def forget_keys() -> None:
    """Drop former keys, once the backups made with them are deleted."""
    keys.forget(echo)


@db_app.command("purge")
def purge_expired(
    every: Annotated[float | None, typer.Option(help="Repeat every so many hours.", min=0.01)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print how much of each kind would be deleted.")] = False,
) -> None:
    """Delete expired data: files, conversations without consent, old lines of the audit log, and more."""
    if every is None or dry_run:
        purge.purge(echo, dry_run=dry_run)
    else:
        purge.purge_periodically(echo, hours=every)
