"""`bot keys`: a new key for what is stored, and old ones that go."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from bot.base import places
from bot.base.errors import OperatingError
from bot.operating.commands.tables import check_stopped, check_tables, name_database
from bot.records.store import audit, keys
from bot.records.store.database import Database
from bot.records.store.keys import KeysError
from bot.records.store.reencryption import check_keys, key_ids, reencrypt


def _new_path() -> Path:
    """Returns where the next file of keys lies until everything is sealed with it."""
    path = places.keys_path()
    return path.with_name(f"{path.name}.new")


def check(database: Database) -> str:
    """Makes sure that what is stored can be read, after a rotation that was cut short too; returns what keys there are.

    Raises:
        OperatingError: the right keys are missing.
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
    """Ends a rotation that was cut short: its transaction was either made whole, or not at all."""
    new = _new_path()
    if not new.exists():
        return
    if keys.read(new).current.id in used:
        new.replace(places.keys_path())
    else:
        new.unlink()
    keys.reload_keyring()


def _stopped_database() -> Database:
    """Returns the database, which nobody else has open and whose keys are at hand.

    Raises:
        OperatingError: one of these is not so.
    """
    check_tables()
    database = name_database()
    check_stopped(database)
    check(database)
    return database


def rotate(say: Callable[[str], None]) -> None:
    """Makes a new key and seals everything with it, in one transaction; former keys stay, for backups.

    Args:
        say: told of progress.

    Raises:
        OperatingError: the bot runs, or the keys at hand are not those of the database.
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


def seal_with_current_key(connection: Connection) -> None:
    """Seals what a backup of before a rotation holds with the key in use, so that rows are found by it.

    Raises:
        OperatingError: the key of the backup is not at hand.
    """
    ring = keys.keyring()
    try:
        check_keys(connection, ring)
        if key_ids(connection) - {ring.current.id}:
            reencrypt(connection, ring, ring, lambda _: None)
    except KeysError as error:
        raise OperatingError(str(error)) from error


def forget(say: Callable[[str], None]) -> None:
    """Drops former keys: backups that were made with them cannot be restored any more.

    Raises:
        OperatingError: the bot runs, or rows are still sealed with one of them.
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
