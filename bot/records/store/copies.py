"""Copies of a whole database: taken during writes, counted, restored."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, create_engine, func, inspect, select, table, text

from bot.records.models import Base
from bot.records.store.database import MIGRATIONS, Database

REVISIONS = "alembic_version"


class ToolError(Exception):
    """A PostgreSQL client program is missing or failed; the message is for the operator."""


def describe(connection: Connection) -> tuple[str | None, dict[str, int]]:
    """Schema revision and number of rows by table."""
    revision = MigrationContext.configure(connection).get_current_revision()
    names = sorted(name for name in inspect(connection).get_table_names() if name != REVISIONS)
    return revision, {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}


def is_known_revision(revision: str) -> bool:
    """Whether a schema revision is that of this code or an earlier one."""
    try:
        return ScriptDirectory(str(MIGRATIONS)).get_revision(revision) is not None
    except CommandError:
        return False


# --- SQLite


def copy_sqlite(source: Path, target: Path) -> None:
    """Take a consistent copy of a SQLite file while others write it.

    Raises:
        OSError: the file is missing or unreadable.
    """
    if not source.exists():
        raise FileNotFoundError(f"{source} does not exist")
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=15)) as from_,
        closing(sqlite3.connect(target)) as to,
    ):
        from_.backup(to)
        to.execute("PRAGMA journal_mode=DELETE")  # one file


def sqlite_is_intact(path: Path) -> bool:
    """Whether a SQLite file passes its integrity check."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return list(connection.execute("PRAGMA integrity_check")) == [("ok",)]
    except sqlite3.DatabaseError:
        return False


def describe_sqlite(path: Path) -> tuple[str | None, dict[str, int]]:
    """`describe` for a file, which stays a single file."""
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.connect() as connection:
            return describe(connection)
    finally:
        engine.dispose()


def sqlite_is_open_elsewhere(path: Path) -> bool:
    """Whether another connection has the file open. If not, it is left as a single file.

    Only the last connection may leave write-ahead logging.
    """
    with closing(sqlite3.connect(path, timeout=0)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.DatabaseError as error:  # else it is damaged, not open
            return error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return False


def replace_sqlite(path: Path, copy: Path) -> None:
    """Replace a SQLite file, which must not be open anywhere, by a copy from any disk."""
    path = path.resolve()
    staged = path.with_name(f".{path.name}.restored")
    shutil.copyfile(copy, staged)
    swap_sqlite(path, staged)


def swap_sqlite(path: Path, other: Path) -> None:
    """Replace a SQLite file, which must not be open anywhere, by another one of its folder. The owner stays the same."""
    other.chmod(0o600)
    if path.exists():
        os.chown(other, path.stat().st_uid, path.stat().st_gid)
    with other.open("rb+") as file:
        os.fsync(file.fileno())
    for ending in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    other.replace(path)


# --- PostgreSQL


def _tool(name: str) -> str:
    program = shutil.which(name)
    if program is None:
        raise ToolError(
            f"{name} is not on the PATH: install PostgreSQL's client programs of the server's version "
            "or a newer one (Debian: apt-get install postgresql-client)."
        )
    return program


def _plain_url(database: Database) -> tuple[str, dict[str, str]]:
    """URL for PostgreSQL's programs, and their environment with the password."""
    url = database.url.set(drivername="postgresql", password=None)
    environment = {**os.environ, "PGCONNECT_TIMEOUT": "10"}
    if database.url.password is not None:
        environment["PGPASSWORD"] = str(database.url.password)
    return url.render_as_string(hide_password=False), environment


def _run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no reason given"]
        reason = next((line for line in lines if "error" in line.lower()), lines[0])
        hint = " Install the programs of the server's version, or newer ones." if "version" in done.stderr else ""
        raise ToolError(f"{Path(command[0]).name} failed ({reason}).{hint}")


@contextmanager
def snapshot(database: Database) -> Iterator[tuple[Connection, str]]:
    """A connection to PostgreSQL at one moment, and the snapshot name under which others see the same."""
    with database.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        yield connection, str(connection.scalar(select(func.pg_export_snapshot())))


def dump_postgresql(database: Database, target: Path, snapshot_name: str) -> None:
    """Dump PostgreSQL's tables to a file in its custom format.

    Raises:
        ToolError: `pg_dump` is missing or failed.
    """
    url, environment = _plain_url(database)
    command = [
        _tool("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot_name}",
        f"--file={target}", f"--dbname={url}",
    ]  # fmt: skip
    _run(command, environment)


def check_dump(dump: Path) -> None:
    """Read a whole dump.

    Raises:
        ToolError: `pg_restore` is missing or cannot read it.
    """
    _run([_tool("pg_restore"), f"--file={os.devnull}", str(dump)], dict(os.environ))


def count_other_connections(database: Database) -> int:
    """Number of other connections to this PostgreSQL database."""
    with database.engine.connect() as connection:
        return int(
            connection.execute(
                text(
                    "select count(*) from pg_stat_activity "
                    "where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()"
                )
            ).scalar_one()
        )


def replace_postgresql(database: Database, dump: Path) -> None:
    """Replace the bot's tables by those of a dump, atomically. A script is written next to the dump.

    Raises:
        ToolError: `pg_restore` or `psql` is missing or failed; nothing is changed.
    """
    url, environment = _plain_url(database)
    script, whole = dump.with_suffix(".sql"), ("--no-owner", "--no-privileges")
    _run([_tool("pg_restore"), *whole, f"--file={script}", str(dump)], environment)
    drops = "".join(f'DROP TABLE IF EXISTS "{name}" CASCADE;' for name in (*Base.metadata.tables, REVISIONS))
    _run(
        [
            _tool("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
            f"--command={drops}", f"--file={script}", url,
        ],
        environment,
    )  # fmt: skip
