"""`bot upgrade`: create the tables, or bring those of an earlier version up to date. Every start does the same."""

import shutil
from collections.abc import Callable
from pathlib import Path

from bot.base import places
from bot.base.errors import OperatingError
from bot.operating.commands.tables import (
    check_revision,
    check_unused,
    configured_database,
    readable_errors,
    stopped_bot,
)
from bot.operating.data.backup import record_backup, write_backup
from bot.records.store import copies
from bot.records.store.database import Database


def upgrade(say: Callable[[str], None]) -> None:
    """Create the tables, or back up older ones and migrate them; do nothing if they are at the newest revision.

    Ended at any moment it leaves the database as it was, or upgraded, and can be run again.

    Raises:
        OperatingError: the bot runs, or something must be fixed first; nothing is changed.
    """
    database = configured_database()
    with readable_errors(database):
        try:
            current, newest = database.revision()
            if current != newest:
                with stopped_bot():
                    _create_or_upgrade(database, say)
        finally:
            database.engine.dispose()


def _create_or_upgrade(database: Database, say: Callable[[str], None]) -> None:
    current, newest = database.revision()  # while nothing else can change it
    check_revision(current)
    database.engine.dispose()
    if current is None:
        _create(database)
    elif current != newest:
        _upgrade(database, current, str(newest), say)


def _create(database: Database) -> None:
    if not database.is_sqlite:
        database.migrate()
        return
    path = Path(str(database.url.database)).resolve()
    check_unused(database)
    if path.exists() and any(copies.describe_sqlite(path)[1].values()):
        raise OperatingError(f"{path} is no database of this bot: name another file in DATABASE_URL.")
    _replace_by_migrated(path, is_new=True)


def _upgrade(database: Database, current: str, newest: str, say: Callable[[str], None]) -> None:
    check_unused(database)
    say(f"The tables are at revision {current}, this code needs {newest}. Nothing else uses them.")
    folder = _backups_directory()
    file = folder / f"{current}.zip"
    _, before = write_backup(database, file)
    say(f"Backup, read back: {sum(before.values())} rows in {file}. It holds neither the keys nor the secret.")
    if database.is_sqlite:
        _replace_by_migrated(Path(str(database.url.database)).resolve())
    else:
        database.migrate()
    with database.engine.connect() as connection:
        revision, after = copies.describe(connection)
    kept = sum(before[name] for name in before.keys() & after.keys())
    say(
        f"Tables migrated and checked, now at revision {revision}: those that stay held {kept} rows, and hold {sum(after.values())}."
    )
    record_backup(database, say)
    say(f"To go back: take the former code again, `make install`, then `.venv/bin/bot restore {file} --replace`.")


def _backups_directory() -> Path:
    """The folder of backups before upgrades, without what an interrupted upgrade left in it."""
    folder = places.upgrade_backups_directory()
    folder.mkdir(mode=0o700, exist_ok=True)
    for left in folder.glob(".*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    return folder


def _replace_by_migrated(path: Path, *, is_new: bool = False) -> None:
    """Replace a SQLite file by a migrated and checked copy of it.

    Args:
        is_new: by one with empty tables instead.

    Raises:
        OperatingError: the copy is not as it should be.
    """
    copy = path.with_name(f".{path.name}.upgrade")
    _remove(copy)
    try:
        if not is_new:
            copies.copy_sqlite(path, copy)
        migrated = Database(f"sqlite:///{copy}")
        try:
            migrated.migrate()
            current, newest = migrated.revision()
        finally:
            migrated.engine.dispose()
        copies.sqlite_is_open_elsewhere(copy)  # from here on all of it is in the one file
        if current != newest or not copies.sqlite_is_intact(copy):
            raise OperatingError("The migrated copy is damaged, the database is as it was: look at the disk.")
        copies.swap_sqlite(path, copy)
    finally:
        _remove(copy)


def _remove(copy: Path) -> None:
    """Remove a copy, with SQLite's files beside it, that an interrupted upgrade may have left."""
    for path in copy.parent.glob(f"{copy.name}*"):
        path.unlink()
