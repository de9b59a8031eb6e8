"""The database as commands need it: reachable, migrated, and not in use where they need it alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from bot.base import places
from bot.base.errors import OperatingError
from bot.operating.run import pid_file
from bot.records.store import copies
from bot.records.store.database import Database, check_age, default_database


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


def check_tables() -> str:
    """Check that the database is reachable and migrated; returns its revision.

    Raises:
        OperatingError: it is not, with the fix.
    """
    database = configured_database()
    try:
        current, newest = database.revision()
        check_age(current)
    except DBAPIError as error:
        place = database.url.render_as_string(hide_password=True)
        raise OperatingError(f"The database {place} cannot be read: check DATABASE_URL and that it runs.") from error
    finally:
        database.engine.dispose()
    if current is None:
        raise OperatingError("There are no tables yet: `make run` makes them, or `.venv/bin/bot db migrate`.")
    if current != newest:
        raise OperatingError(
            f"The tables are at revision {current}, the code needs {newest}: run `.venv/bin/bot db migrate`."
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


def prepare_database() -> None:
    """Create or migrate the tables.

    Raises:
        OperatingError: the database cannot be opened, with what to check.
    """
    database = configured_database()
    place = database.url.render_as_string(hide_password=True)
    try:
        database.migrate()
    except OperationalError as error:
        reason = str(error.orig).splitlines()[0]
        if "locked" in reason:
            remedy = "another program holds it: close it (a database browser, another `make run`) and run again"
        elif database.is_sqlite:
            remedy = "check that its folder exists, is writable and has room"
        else:
            remedy = "check that the server runs and that DATABASE_URL is right"
        raise OperatingError(f"The database {place} cannot be used ({reason}): {remedy}.") from error
    finally:
        database.engine.dispose()


def check_exclusive(database: Database) -> None:
    """Check that no other process has the database open.

    Raises:
        OperatingError: one has, or the bot runs on this host.
    """
    stop = "stop the bot first, on every host"
    if pid_file.send(0):
        raise OperatingError(f"The bot runs here: {stop}.")
    path = Path(str(database.url.database))
    if not database.is_sqlite:
        if others := copies.count_other_connections(database):
            raise OperatingError(f"There are {others} other connection(s) to the database: {stop}.")
    elif path.exists() and copies.sqlite_is_open_elsewhere(path):
        raise OperatingError(f"Another program has {path} open: {stop}.")
