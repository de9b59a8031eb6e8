"""Erasing what is kept no longer, once or again and again."""

import threading
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from bot.base.errors import OperatingError
from bot.operating.commands.tables import check_tables
from bot.records.files import retention
from bot.records.store.database import default_database

EVERY_HOURS = 6.0


class _OnlyTriedError(Exception):
    """Nothing of what was deleted is to stay so."""


def purge(say: Callable[[str], None], *, dry_run: bool = False) -> None:
    """Erases what is kept no longer, of every kind of `bot.records.files.retention`.

    Args:
        say: told how much.
        dry_run: everything is done and taken back: says how much of each kind would go.

    Raises:
        OperatingError: the database has no tables, or cannot be reached.
    """
    check_tables()
    gone: dict[str, int] = {}
    with suppress(_OnlyTriedError), default_database().session_scope() as session:
        gone = retention.purge(session)
        if dry_run:
            raise _OnlyTriedError
    if dry_run:
        for kind in retention.retention_rules():
            say(f"{gone[kind.name]:>7}  {kind.name} ({kind.longest})")
        return
    default_database().scrub()
    expired, unagreed, *others = gone.items()
    more = "".join(f", {number} {name}" for name, number in others if number)
    say(f"{expired[1]} {expired[0]}, {unagreed[1]} {unagreed[0]}{more} erased.")


def keep_purging(
    say: Callable[[str], None], *, hours: float = EVERY_HOURS, is_over: threading.Event | None = None
) -> None:
    """Purges now and then; a database that is away is tried again next time.

    Args:
        say: told what was erased, or why nothing was.
        hours: from one purge to the next.
        is_over: ends it.
    """
    is_over = is_over or threading.Event()
    while not is_over.is_set():
        try:
            purge(say)
        except (OperatingError, SQLAlchemyError) as error:
            say(f"Nothing purged this time ({type(error).__name__}): tried again in {hours:g} h.")
        is_over.wait(hours * 3600)
