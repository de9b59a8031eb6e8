"""`bot keys`: rotate encryption keys, and drop former ones."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from bot.base import places
from bot.base.errors import OperatingError
from bot.operating.commands.tables import check_exclusive, check_tables, configured_database
from bot.records.store import audit, keys
from bot.records.store.database import Database
from bot.records.store.keys import KeysError
from bot.records.store.reencryption import check_keys, key_ids, reencrypt


def _new_path() -> Path:
    """Path of the next key file until everything is encrypted with it."""
    path = places.keys_path()
    return path.with_name(f"{path.name}.new")


def check(database: Database) -> str:
    """Check that stored data can be decrypted, after finishing an interrupted rotation; returns the keys in words.

    Raises:
        OperatingError: the keys are missing or wrong.
    """
    path = places.keys_path()
    try:
        with database.engine.connect() as connection:
            _finish(key_ids(connection))
            if not path.exists() and key_ids(connection):
                raise OperatingError(
                    f"{path} is missing, and what is stored is sealed with keys of it: put it back (docs/exploiter/procedures.md)."
                )
            ring = keys.keyring()
            check_keys(connection, ring)
    except KeysError as error:
        raise OperatingError(str(error)) from error
    former = f", {len(ring.keys) - 1} former" if len(ring.keys) > 1 else ""
    return f"what is stored is sealed with the key {ring.current.id.hex()} of {path}{former}"


def _finish(used: set[bytes]) -> None:
    """Finish an interrupted rotation: its transaction was either committed or rolled back."""
    new = _new_path()
    if not new.exists():
        return
    if keys.read(new).current.id in used:
        new.replace(places.keys_path())
    else:
        new.unlink()
    keys.reload_keyring()


def _stopped_database() -> Database:
    """The database, not in use and with its keys available.

    Raises:
        OperatingError: it is not so.
    """
    check_tables()
    database = configured_database()
    check_exclusive(database)
    check(database)
    return database


def rotate(say: Callable[[str], None]) -> None:
    """Create a key and re-encrypt everything in one transaction. Former keys are kept for backups.

    Raises:
        OperatingError: the bot runs, or the keys do not fit the database.
    """
    database = _stopped_database()
    old, new = keys.keyring(), _new_path()
    keys.write(new, [*(key.master for key in old.keys), keys.new_master()])
    with database.engine.begin() as connection:
        rows = reencrypt(connection, old, keys.read(new), say)
    _finish({keys.read(new).current.id})
    with database.session_scope() as session:
        audit.record(session, actor="operator", act="rotated_keys")
    database.scrub()
    database.engine.dispose()
    say(
        f"{rows} rows are sealed with the key {keys.keyring().current.id.hex()}. Copy {places.keys_path()} to where you keep it."
    )
    say("Former keys stay in it for backups made before; `bot keys forget` drops them once those are deleted.")


def reencrypt_with_current_key(connection: Connection) -> None:
    """Re-encrypt a restored database with the current key, so that rows are found by it.

    Raises:
        OperatingError: the backup's key is missing.
    """
    ring = keys.keyring()
    try:
        check_keys(connection, ring)
        if key_ids(connection) - {ring.current.id}:
            reencrypt(connection, ring, ring, lambda _: None)
    except KeysError as error:
        raise OperatingError(str(error)) from error


def forget(say: Callable[[str], None]) -> None:
    """Drop former keys; backups made with them can no longer be restored.

    Raises:
        OperatingError: the bot runs, or rows are still encrypted with one of them.
    """
    database = _stopped_database()
    ring = keys.keyring()
    with database.engine.connect() as connection:
        if key_ids(connection) - {ring.current.id}:
            raise OperatingError("Rows are sealed with a former key: run `bot keys rotate` first.")
    database.engine.dispose()
    path, new = places.keys_path(), _new_path()
    keys.write(new, [ring.current.master])
    new.replace(path)
    keys.reload_keyring()
    say(f"{len(ring.keys) - 1} former key(s) dropped. Running servers know it when they begin anew.")
