"""The database as commands need it: reachable, migrated, and not in use where they need it alone."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.base import places
from bot.base.errors import OperatingError
from bot.operating.run import pid_file
from bot.records.store import copies
from bot.records.store.database import Database, check_age, default_database

_STOP = "stop the bot first, on every host"
_REMEDIES = {
    errno.ENOSPC: "free some room",
    errno.EDQUOT: "free some room",
    errno.EACCES: "make it writable for the user of the bot",
    errno.EROFS: "make it writable for the user of the bot",
}


def configured_database() -> Database:
    """The configured database, not opened yet.

    Raises:
        OperatingError: its folder cannot be created.
    """
    try:
        return Database(places.database_url())
    except OSError as error:
        raise OperatingError(
            f"The folder of the database cannot be made ({error.strerror}: {error.filename}): check DATABASE_URL and BOT_STATE."
        ) from error


@contextmanager
def readable_errors(database: Database) -> Iterator[None]:
    """Turn errors of the database, its programs and the disk into `OperatingError`, with what to do."""
    place = database.url.render_as_string(hide_password=True)
    try:
        yield
    except copies.ToolError as error:
        raise OperatingError(str(error)) from error
    except (DBAPIError, sqlite3.Error) as error:
        reason = str(error.orig if isinstance(error, DBAPIError) else error).splitlines()[0]
        if "locked" in reason:
            remedy = "another program holds it: close it (a database browser, another `make run`) and run again"
        elif database.is_sqlite:
            remedy = "check that its folder exists, is writable and has room"
        else:
            remedy = "check that the server runs and that DATABASE_URL is right"
        raise OperatingError(f"The database {place} cannot be used ({reason}): {remedy}.") from error
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, "look at the disk")
        what = error.filename2 or error.filename or place
        raise OperatingError(f"{what}: {error.strerror or error}: {remedy}, and run the command again.") from error


def check_revision(revision: str | None) -> None:
    """Check that this code knows the tables, or can migrate them.

    Raises:
        OperatingError: they are older than its first migration, or newer than its last.
    """
    check_age(revision)
    if revision is not None and not copies.is_known_revision(revision):
        raise OperatingError(
            f"The tables are at revision {revision}, of a newer version of the code: take that again, or go back with the backup "
            "of before the upgrade, `.venv/bin/bot restore FILE --replace`."
        )


def check_tables() -> str:
    """Check that the database is reachable and migrated; returns its revision.

    Raises:
        OperatingError: it is not, with the fix.
    """
    database = configured_database()
    try:
        current, newest = database.revision()
        check_revision(current)
    except DBAPIError as error:
        place = database.url.render_as_string(hide_password=True)
        raise OperatingError(f"The database {place} cannot be read: check DATABASE_URL and that it runs.") from error
    finally:
        database.engine.dispose()
    if current is None:
        raise OperatingError("There are no tables yet: `make run` makes them, or `.venv/bin/bot upgrade`.")
    if current != newest:
        raise OperatingError(
            f"The tables are at revision {current}, the code needs {newest}: run `.venv/bin/bot upgrade`."
        )
    return str(current)


@contextmanager
def checked_session() -> Iterator[Session]:
    """A transaction of the installation's database, whose tables are checked first.

    Raises:
        OperatingError: see `check_tables`.
    """
    check_tables()
    with default_database().session_scope() as session:
        yield session


@contextmanager
def stopped_bot() -> Iterator[None]:
    """Keep the bot of this host from starting during the block.

    Raises:
        OperatingError: it runs, or is being upgraded.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(pid_file.held())
        except BlockingIOError:
            raise OperatingError(f"The bot runs here: {_STOP}.") from None
        yield


def check_unused(database: Database) -> None:
    """Check that no other process has the database open.

    Raises:
        OperatingError: one has.
    """
    path = Path(str(database.url.database))
    if not database.is_sqlite:
        if others := copies.count_other_connections(database):
            raise OperatingError(f"There are {others} other connection(s) to the database: {_STOP}.")
    elif path.exists() and copies.sqlite_is_open_elsewhere(path):
        raise OperatingError(f"Another program has {path} open: {_STOP}.")


def check_exclusive(database: Database) -> None:
    """Check that the bot does not run on this host, and that no other process has the database open.

    Raises:
        OperatingError: it does, or one has.
    """
    if pid_file.send(0):
        raise OperatingError(f"The bot runs here: {_STOP}.")
    check_unused(database)
