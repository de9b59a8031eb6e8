"""`bot backup` and `bot restore`: the database and the key of the sessions, out and back."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot import clock, settings
from bot.operating import pid_file
from bot.operating.backup_file import DATABASES, SECRET, Manifest, pack, unpack
from bot.operating.errors import OperatingError
from bot.operating.purge import purge
from bot.operating.tables import name_database
from bot.records import audit, copies
from bot.records.database import Database
from bot.records.used_rights import UsedRights, read_used_rights, use_again


@contextmanager
def _clear_errors(database: Database) -> Iterator[None]:
    """Turns what goes wrong with a database or a disk into a sentence for an operator."""
    place = database.url.render_as_string(hide_password=True)
    try:
        yield
    except copies.ToolError as error:
        raise OperatingError(str(error)) from error
    except (DBAPIError, sqlite3.Error) as error:
        reason = str(error.orig if isinstance(error, DBAPIError) else error).splitlines()[0]
        raise OperatingError(
            f"The database {place} cannot be used ({reason}): check DATABASE_URL and that it runs."
        ) from error
    except OSError as error:
        raise OperatingError(f"{error.filename or place}: {error.strerror or error}.") from error


def backup(file: Path, say: Callable[[str], None]) -> None:
    """Writes a copy of the database, as it is at one moment, and of the key; the bot may run.

    Args:
        file: where to; it must not exist.
        say: prints a line.

    Raises:
        OperatingError: there is such a file, no database, or no program to copy it.
    """
    if file.exists():
        raise OperatingError(f"{file} exists already: choose another name.")
    database = name_database()
    with _clear_errors(database), tempfile.TemporaryDirectory(prefix=".backup-", dir=file.parent) as folder:
        member = DATABASES[database.url.get_backend_name()]
        copy, made_at = Path(folder) / member, clock.now()
        try:
            revision, rows = _copy(database, copy)
            if revision is None:
                raise OperatingError(
                    f"{database.url.render_as_string(hide_password=True)} has no tables: there is nothing to copy."
                )
            _note(database, say)
        finally:
            database.engine.dispose()
        members = {member: copy}
        if not os.environ.get("BOT_SECRET"):
            members[SECRET] = Path(folder) / SECRET
            members[SECRET].write_text(settings.secret_key(), encoding="ascii")
        manifest = pack(file, members, made_at, database.url.get_backend_name(), revision, rows)
    say(f"{sum(rows.values())} rows at revision {revision} copied to {file} ({file.stat().st_size / 1e6:.1f} MB).")
    say(
        "The key of the sessions is in it."
        if manifest.holds_secret
        else "BOT_SECRET is not in it: keep it too. Without it nobody comes back to a conversation."
    )
    say("It holds people's data and is not encrypted: see docs/operations.md, « Backups ».")


def _copy(database: Database, copy: Path) -> tuple[str | None, dict[str, int]]:
    if database.is_sqlite:
        copies.copy_sqlite(Path(str(database.url.database)), copy)
        return copies.describe_sqlite(copy)
    with copies.snapshot(database) as (connection, name):
        copies.dump_postgresql(database, copy, name)
        return copies.describe(connection)


def _note(database: Database, say: Callable[[str], None]) -> None:
    """Writes in the audit log that everybody's data was copied; a disk that is full must not prevent the copy."""
    try:
        with database.session_scope() as session:
            audit.record(session, actor="operator", act="backed_up")
    except DBAPIError:
        say("The audit log cannot be written (look at the disk): the copy is made all the same.")


# --- restoring


def restore(file: Path, say: Callable[[str], None], *, replace: bool = False, keep_missing: bool = False) -> None:
    """Puts a backup in the place of the database and brings it to the newest schema.

    What was erased or withdrawn since the backup is erased and withdrawn again, as far as the replaced database tells.

    Args:
        file: of `backup`.
        say: prints a line.
        replace: even if the database holds rows.
        keep_missing: files that the replaced database did not hold were lost, not erased: they stay.

    Raises:
        OperatingError: the file is damaged or newer than the code, the bot runs, or the database holds rows.
    """
    database = name_database()
    with (
        _clear_errors(database),
        tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.state_directory()) as folder,
    ):
        try:
            manifest = unpack(file, Path(folder))
            _check_fits(manifest, database)
            _check_stopped(database)
            used = _read_present(database, manifest, replace=replace)
            missing = _put_back(database, manifest, Path(folder), used, keep_missing=keep_missing)
        finally:
            database.engine.dispose()
        _put_secret_back(Path(folder) / SECRET, say)
    purge(say)
    say(f"Restored as of {manifest.made_at}: {sum(manifest.rows.values())} rows.")
    if used is None:
        say("There was no readable database to replace: erase again by hand who was erased since (your receipts).")
    elif missing:
        done = "kept" if keep_missing else "erased again (--keep-missing restores them)"
        say(f"{missing} file(s) that the replaced database did not hold: {done}; {used.receipts} receipt(s) since.")


def _check_fits(manifest: Manifest, database: Database) -> None:
    kind = database.url.get_backend_name()
    if manifest.database != kind:
        raise OperatingError(
            f"This is a backup of {manifest.database}, DATABASE_URL names {kind}: restore it where it came from."
        )
    if not copies.is_known(manifest.revision):
        raise OperatingError(
            f"This backup is at revision {manifest.revision}, which this code does not know: update the bot first."
        )


def _check_stopped(database: Database) -> None:
    stop = "stop the bot first, on every host"
    if pid_file.send(0):
        raise OperatingError(f"The bot runs here: {stop}.")
    path = Path(str(database.url.database))
    if not database.is_sqlite:
        if others := copies.others_connected(database):
            raise OperatingError(f"There are {others} other connection(s) to the database: {stop}.")
    elif path.exists() and copies.sqlite_is_open_elsewhere(path):
        raise OperatingError(f"Another program has {path} open: {stop}.")


def _read_present(database: Database, manifest: Manifest, *, replace: bool) -> UsedRights | None:
    """Returns what the database that is about to be replaced knows of the time since; None if it holds no rows.

    Raises:
        OperatingError: it holds rows, or is damaged, and is not to be replaced.
    """
    path = Path(str(database.url.database))
    if database.is_sqlite and not path.exists():
        return None
    if database.is_sqlite and not copies.sqlite_is_whole(path):
        if not replace:
            raise OperatingError(f"{path} is damaged: add --replace to restore in its place.")
        return None
    with database.engine.connect() as connection:
        revision, rows = copies.describe(connection)
    if not any(rows.values()):
        return None
    if not replace:
        raise OperatingError(
            f"The database holds {sum(rows.values())} rows, which the backup would replace: add --replace if that is meant."
        )
    if revision is None or not copies.is_known(revision):
        return None
    database.migrate()  # an older one is read like a newer one
    with database.session_scope() as session:
        return read_used_rights(session, datetime.fromisoformat(manifest.made_at))


def _put_back(
    database: Database, manifest: Manifest, folder: Path, used: UsedRights | None, *, keep_missing: bool
) -> int:
    """Puts the copy in place; returns how many files the replaced database did not hold."""
    copy = folder / DATABASES[manifest.database]
    if not database.is_sqlite:
        copies.replace_postgresql(database, copy)
        return _catch_up(database, used, keep_missing=keep_missing)
    if copies.describe_sqlite(copy) != (manifest.revision, manifest.rows) or not copies.sqlite_is_whole(copy):
        raise OperatingError("The rows are not those that the backup counted: take another one.")
    restored = Database(f"sqlite:///{copy}")
    try:
        missing = _catch_up(restored, used, keep_missing=keep_missing)
    finally:
        restored.engine.dispose()
        database.engine.dispose()
    copies.sqlite_is_open_elsewhere(copy)  # from here on all of it is in the one file
    copies.replace_sqlite(Path(str(database.url.database)), copy)
    return missing


def _catch_up(database: Database, used: UsedRights | None, *, keep_missing: bool) -> int:
    database.migrate()
    with database.session_scope() as session:
        missing = 0 if used is None else use_again(session, used, keep_missing=keep_missing)
        audit.record(session, actor="operator", act="restored")
    return missing


def _put_secret_back(secret: Path, say: Callable[[str], None]) -> None:
    """Keeps the key of the sessions, so that everybody comes back to their conversation."""
    if os.environ.get("BOT_SECRET"):
        say("Sessions are signed with BOT_SECRET: it must be what it was when the backup was made.")
    elif secret.exists():
        secret.chmod(0o600)
        secret.replace(settings.state_directory() / SECRET)
    else:
        say("The key of the sessions is not in the backup: set BOT_SECRET to what it was when the backup was made.")
