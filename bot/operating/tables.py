"""The database as commands need it: reachable, with the tables of this code."""

from sqlalchemy.exc import DBAPIError

from bot import settings
from bot.operating.errors import OperatingError
from bot.records.database import Database


def name_database() -> Database:
    """Returns the database that the environment names; nothing is opened yet.

    Raises:
        OperatingError: its folder cannot be made.
    """
    try:
        return Database(settings.database_url())
    except OSError as error:
        raise OperatingError(
            f"The folder of the database cannot be made ({error.strerror}: {error.filename}): check DATABASE_URL and BOT_STATE."
        ) from error


def check_tables() -> str:
    """Makes sure that the database answers and has the newest tables; returns their revision.

    Raises:
        OperatingError: it does not; says how to mend it.
    """
    database = name_database()
    try:
        current, newest = database.revision()
    except DBAPIError as error:
        place = database.url.render_as_string(hide_password=True)
        raise OperatingError(f"The database {place} cannot be read: check DATABASE_URL and that it runs.") from error
    finally:
        database.engine.dispose()
    if current != newest:
        raise OperatingError(
            f"The tables are at revision {current}, the code needs {newest}: run `.venv/bin/bot db migrate`."
        )
    return str(current)
