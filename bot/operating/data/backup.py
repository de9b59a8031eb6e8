"""`bot backup` and `bot restore` of the database. Encryption keys and the installation's secret are not in a backup."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.base import clock, places
from bot.base.errors import OperatingError
from bot.base.secret_key import secret_location, secret_path
from bot.base.settings import settings
from bot.operating.commands.tables import check_exclusive, configured_database, readable_errors
from bot.operating.data.backup_file import DATABASES, SECRET, Manifest, pack, unpack
from bot.operating.data.keys import reencrypt_with_current_key
from bot.operating.data.purge import purge
from bot.records.files import erasure_log
from bot.records.files.erasure_log import ErasureEntry
from bot.records.files.restore_replay import WithdrawalsSince, read_withdrawals, replay_withdrawals
from bot.records.store import audit, audit_chain, copies
from bot.records.store.audit_chain import RESTORED
from bot.records.store.database import Database, check_age


def backup(file: Path, say: Callable[[str], None]) -> None:
    """Write a consistent copy of the database while the bot runs.

    Args:
        file: must not exist.

    Raises:
        OperatingError: the file exists, there is no database, or the program that copies it is missing.
    """
    if file.exists():
        raise OperatingError(f"{file} exists already: choose another name.")
    database = configured_database()
    with readable_errors(database):
        revision, rows = write_backup(database, file)
        record_backup(database, say)
        database.engine.dispose()
    say(f"{sum(rows.values())} rows at revision {revision} copied to {file} ({file.stat().st_size / 1e6:.1f} MB).")
    say(
        f"The keys ({places.keys_path()}) and the secret ({secret_location()}) are not in it: copy them to another place. "
        "Without the keys nothing of it can be read, without the secret nobody comes back to a conversation."
    )
    say("It holds people's data, sealed in part: see docs/exploiter/sauvegarder.md.")


def write_backup(database: Database, file: Path) -> tuple[str, dict[str, int]]:
    """Write a consistent copy of the database and read it back; returns its revision and the number of rows by table.

    Args:
        file: replaced if it exists, once the new one is whole.

    Raises:
        OperatingError: there are no tables, or they are damaged.
    """
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=file.parent) as name:
        folder, kind, made_at = Path(name), database.url.get_backend_name(), clock.now()
        copy, packed = folder / DATABASES[kind], folder / "backup.zip"
        try:
            revision, rows = _copy(database, copy)
        finally:
            database.engine.dispose()
        if revision is None:
            raise OperatingError(
                f"{database.url.render_as_string(hide_password=True)} has no tables: there is nothing to copy."
            )
        pack(packed, copy, made_at, kind, revision, rows)
        if not _is_whole(unpack(packed, folder), copy):
            raise OperatingError(
                "The database is damaged, no backup of it can be restored: keep the former ones, and restore the last."
            )
        packed.replace(file)
    return revision, rows


def _copy(database: Database, copy: Path) -> tuple[str | None, dict[str, int]]:
    if database.is_sqlite:
        copies.copy_sqlite(Path(str(database.url.database)), copy)
        return copies.describe_sqlite(copy)
    with copies.snapshot(database) as (connection, name):
        copies.dump_postgresql(database, copy, name)
        return copies.describe(connection)


def _is_whole(manifest: Manifest, copy: Path) -> bool:
    """Whether the database of a backup can be read and has the rows that were counted.

    Raises:
        ToolError: PostgreSQL's programs cannot read it.
    """
    if manifest.database != "sqlite":
        copies.check_dump(copy)
        return True
    return copies.sqlite_is_intact(copy) and copies.describe_sqlite(copy) == (manifest.revision, manifest.rows)


def record_backup(database: Database, say: Callable[[str], None]) -> None:
    """Record the backup in the audit log. If the disk is full the copy is made all the same."""
    try:
        with database.session_scope() as session:
            audit.record(session, actor="operator", act="backed_up")
    except DBAPIError:
        say("The audit log cannot be written (look at the disk): the copy is made all the same.")


# --- restoring


def restore(file: Path, say: Callable[[str], None], *, replace: bool = False) -> None:
    """Replace the database by a backup and migrate it.

    Erasures since the backup are replayed from the erasure log, withdrawals from the replaced database if it is
    readable.

    Args:
        replace: overwrite a database that holds rows.

    Raises:
        OperatingError: the file is damaged or newer than the code, the bot runs, or the database holds rows.
    """
    database = configured_database()
    with (
        readable_errors(database),
        tempfile.TemporaryDirectory(prefix=".restore-", dir=places.state_directory()) as folder,
    ):
        try:
            manifest = unpack(file, Path(folder))
            _check_fits(manifest, database)
            check_exclusive(database)
            used, erased = _read_present(database, manifest, replace=replace)
            with _secret_restored(Path(folder) / SECRET, say):
                forgotten, is_own = _replace(database, manifest, Path(folder), used, erased)
        finally:
            database.engine.dispose()
    purge(say)
    say(f"Restored as of {manifest.made_at}: {sum(manifest.rows.values())} rows.")
    say(f"{forgotten} conversation(s) erased since the backup: erased again, as the register says.")
    if used is None:
        say("There was no readable database to replace: what people took back of their answers since is in it again.")
    if not is_own:
        say(
            f"The audit log of the backup does not fit the secret of here ({secret_location()}). If the secret was another "
            "one: put that in its place and restore again with --replace, or sessions of then open nothing, and the log "
            "cannot be verified. If it was this one: somebody changed the log (`bot audit verify`)."
        )


def _check_fits(manifest: Manifest, database: Database) -> None:
    kind = database.url.get_backend_name()
    if manifest.database != kind:
        raise OperatingError(
            f"This is a backup of {manifest.database}, DATABASE_URL names {kind}: restore it where it came from."
        )
    check_age(manifest.revision)
    if not copies.is_known_revision(manifest.revision):
        raise OperatingError(
            f"This backup is at revision {manifest.revision}, which this code does not know: update the bot first."
        )


def _read_present(
    database: Database, manifest: Manifest, *, replace: bool
) -> tuple[WithdrawalsSince | None, set[ErasureEntry]]:
    """Withdrawals since the backup, None if the current database is unreadable or empty, and the erasure log.

    Raises:
        OperatingError: it holds rows or is damaged, and `replace` is not set.
    """
    path = Path(str(database.url.database))
    if database.is_sqlite and not path.exists():
        return None, erasure_log.read_file()
    if database.is_sqlite and not copies.sqlite_is_intact(path):
        if not replace:
            raise OperatingError(f"{path} is damaged: add --replace to restore in its place.")
        return None, erasure_log.read_file()
    with database.engine.connect() as connection:
        revision, rows = copies.describe(connection)
    if not any(rows.values()):
        return None, erasure_log.read_file()
    if not replace:
        raise OperatingError(
            f"The database holds {sum(rows.values())} rows, which the backup would replace: add --replace if that is meant."
        )
    check_age(revision)
    if revision is None or not copies.is_known_revision(revision):
        return None, erasure_log.read_file()
    database.migrate()  # an older one is read like a newer one
    with database.session_scope() as session:
        return read_withdrawals(session, datetime.fromisoformat(manifest.made_at)), erasure_log.read_all(session)


def _replace(
    database: Database, manifest: Manifest, folder: Path, used: WithdrawalsSince | None, erased: set[ErasureEntry]
) -> tuple[int, bool]:
    """Put the copy in place and catch up (`_catch_up`); PostgreSQL is rolled back if that fails."""
    copy = folder / DATABASES[manifest.database]
    if not database.is_sqlite:
        present = folder / "present.dump"
        with copies.snapshot(database) as (_, name):
            copies.dump_postgresql(database, present, name)
        copies.replace_postgresql(database, copy)
        try:
            return _catch_up(database, used, erased)
        except BaseException:
            database.engine.dispose()
            copies.replace_postgresql(database, present)
            raise
    if not _is_whole(manifest, copy):
        raise OperatingError("The rows are not those that the backup counted: take another one.")
    restored = Database(f"sqlite:///{copy}")
    try:
        caught_up = _catch_up(restored, used, erased)
    finally:
        restored.engine.dispose()
        database.engine.dispose()
    copies.sqlite_is_open_elsewhere(copy)  # from here on all of it is in the one file
    copies.replace_sqlite(Path(str(database.url.database)), copy)
    return caught_up


def _catch_up(database: Database, used: WithdrawalsSince | None, erased: set[ErasureEntry]) -> tuple[int, bool]:
    """Migrate a copy and replay what happened since; returns the number of erasures, and whether the audit log is intact."""
    database.migrate()
    with database.engine.begin() as connection:
        reencrypt_with_current_key(connection)
    with database.session_scope() as session:
        is_own = audit_chain.verify_chain(session).is_intact
        forgotten = erasure_log.replay_erasures(session, erased)
        if used is not None:
            replay_withdrawals(session, used)
        # Who noted the end of the replaced log finds it here.
        audit.record(session, actor="operator", act=RESTORED, subject=used.audit_end if used else None)
    return forgotten, is_own


@contextmanager
def _secret_restored(secret: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Restore the secret of an old backup first, because the audit log is verified with it; undo it if restoring fails."""
    if not secret.exists():
        yield
        return
    say(
        "This backup holds the secret that signs sessions: who has the file can open them. Delete it once another is made."
    )
    if settings().secret:
        yield
        return
    place = secret_path()
    before = place.read_bytes() if place.exists() else None
    secret.chmod(0o600)
    secret.replace(place)
    try:
        yield
    except BaseException:
        if before is None:
            place.unlink()
        else:
            place.write_bytes(before)
        raise
