"""`bot db purge`: delete expired data once or periodically."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.base import clock, places
from bot.base.errors import OperatingError
from bot.operating.commands.tables import check_tables
from bot.records.files import retention
from bot.records.store.database import default_database

EVERY_HOURS = 6.0
_UPGRADE_BACKUPS_AGE = timedelta(days=30)  # as the notice says of all backups


class _DryRunError(Exception):
    """Rolls back a dry run."""


def purge(say: Callable[[str], None], *, dry_run: bool = False) -> None:
    """Delete expired data by all rules of `bot.records.files.retention`.

    Args:
        dry_run: roll back, and report the numbers by rule.

    Raises:
        OperatingError: the database is unreachable or has no tables.
    """
    check_tables()
    gone: dict[str, int] = {}
    with suppress(_DryRunError), default_database().session_scope() as session:
        gone = retention.purge(session)
        if dry_run:
            raise _DryRunError
    if dry_run:
        for kind in retention.retention_rules():
            say(f"{gone[kind.name]:>7}  {kind.name} ({kind.longest})")
        return
    default_database().scrub()
    _delete_old_upgrade_backups()
    expired, unagreed, *others = gone.items()
    more = "".join(f", {number} {name}" for name, number in others if number)
    say(f"{expired[1]} {expired[0]}, {unagreed[1]} {unagreed[0]}{more} erased.")


def _delete_old_upgrade_backups() -> None:
    oldest = (clock.now() - _UPGRADE_BACKUPS_AGE).timestamp()
    for file in places.upgrade_backups_directory().glob("*.zip"):
        if file.stat().st_mtime < oldest:
            file.unlink()


def purge_periodically(
    say: Callable[[str], None], *, hours: float = EVERY_HOURS, is_over: threading.Event | None = None
) -> None:
    """Purge every `hours`; an unreachable database is retried next time.

    Args:
        is_over: ends the loop when set.
    """
    is_over = is_over or threading.Event()
    while not is_over.is_set():
        try:
            purge(say)
        except (OperatingError, SQLAlchemyError) as error:
            say(f"Nothing purged this time ({type(error).__name__}): tried again in {hours:g} h.")
        is_over.wait(hours * 3600)
