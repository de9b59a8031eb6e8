"""Engines and sessions. One `Database` per process; everything else is passed a session."""

import functools
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, literal, select, table
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from bot.base import places
from bot.base.errors import OperatingError
from bot.records.files import change_listeners, erasure_log
from bot.records.models import Base
from bot.records.store import audit
from bot.records.store.encrypted_types import to_json

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parents[1] / "migrations"
_OLD_MIGRATIONS_COMMIT = "532304d"  # migrates tables of any revision to the first one of today
_BUSY_TIMEOUT_MS = 15_000  # for SQLite's lock
# A dead PostgreSQL connection is noticed after about 25 seconds.
_POSTGRESQL_TIMEOUTS = {
    "connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 25_000,
}  # fmt: skip


def _tune_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    # Erased rows are overwritten, not merely unlinked: erasing must leave nothing in the file.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


class SchemaTooOldError(OperatingError):
    """The tables are older than the first migration."""

    def __init__(self, revision: str, oldest: str) -> None:
        super().__init__(
            f"The tables are at revision {revision}, and this code takes them over from {oldest} on: with the code of commit "
            f"{_OLD_MIGRATIONS_COMMIT}, run `make install` and `.venv/bin/bot db migrate` (of a backup: `bot restore`), then come back."
        )


def check_age(revision: str | None) -> None:
    """Check that this code can migrate the tables.

    Raises:
        SchemaTooOldError: it cannot.
    """
    from alembic.script import ScriptDirectory

    oldest = ScriptDirectory(str(MIGRATIONS)).get_base()
    if revision is not None and oldest is not None and revision < oldest:
        raise SchemaTooOldError(revision, oldest)


def _filled_tables(connection: Connection) -> set[str]:
    """Names of the tables that hold rows, among those of today."""
    names = Base.metadata.tables.keys() & set(inspect(connection).get_table_names())
    return {name for name in names if connection.scalar(select(literal(1)).select_from(table(name)).limit(1))}


class DatabaseFileReplacedError(OperationalError):
    """The SQLite file is gone; creating an empty one would hide that."""

    def __init__(self) -> None:
        super().__init__("connect", None, FileNotFoundError("the database's file is not there"))


class _SqliteFileGuard:
    """Drops pooled connections to a SQLite file that was deleted or replaced."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.may_be_created = False

    def listen(self, engine: Engine) -> None:
        event.listen(engine, "do_connect", self._check_exists)
        event.listen(engine, "connect", self._remember)
        event.listen(engine, "checkout", self._compare)

    def _identity(self) -> tuple[int, int]:
        try:
            stat = self._path.stat()
        except OSError:
            raise DatabaseFileReplacedError from None
        return stat.st_dev, stat.st_ino

    def _check_exists(self, *_: object) -> None:
        if not self.may_be_created:
            self._identity()

    def _remember(self, _connection: object, record: Any) -> None:
        record.info["file"] = self._identity()

    def _compare(self, _connection: object, record: Any, _proxy: object) -> None:
        if record.info["file"] != self._identity():
            raise DisconnectionError  # the pool opens another


class Database:
    """A SQLite or PostgreSQL database, by its SQLAlchemy URL. Connects on first use."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        if self.url.drivername in {"postgresql", "postgres"}:
            self.url = self.url.set(drivername="postgresql+psycopg")
        if self.is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        self.engine: Engine = create_engine(
            self.url,
            pool_pre_ping=not self.is_sqlite,
            json_serializer=to_json,
            hide_parameters=True,  # or error messages would carry candidates' words into the log
            connect_args={} if self.is_sqlite else _POSTGRESQL_TIMEOUTS,
        )
        self._file = None
        if self.is_sqlite and self.url.database and not self.url.database.startswith("file:"):
            self._file = _SqliteFileGuard(Path(self.url.database))
            self._file.listen(self.engine)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _tune_sqlite)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        event.listen(self._sessions, "before_flush", change_listeners.on_before_flush)
        event.listen(self._sessions, "after_flush", change_listeners.on_after_flush)
        event.listen(self._sessions, "before_commit", audit.write_pending)
        event.listen(self._sessions, "before_commit", erasure_log.write_pending)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite; otherwise it is PostgreSQL."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def session_scope(self) -> Iterator[Session]:
        """A session that commits, audit entries included, when the block ends, and rolls back when it raises."""
        with self._sessions.begin() as session:
            yield session

    def scrub(self) -> bool:
        """Checkpoint and truncate SQLite's write-ahead log, which may still hold erased text. True once it is empty.

        Never waits: does nothing while another connection reads an earlier state or writes.
        """
        if not self.is_sqlite:
            return True
        with closing(self.engine.raw_connection()) as connection:
            connection.execute("PRAGMA busy_timeout=0")  # type: ignore[attr-defined]
            try:
                is_busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # type: ignore[attr-defined]
            finally:
                connection.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")  # type: ignore[attr-defined]
        return not is_busy

    def _alembic(self, connection: Connection) -> "Config":
        from alembic.config import Config  # slow to import, and servers do not migrate

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        return config

    def migrate(self) -> None:
        """Migrate to the newest revision in one transaction, creating the tables and the SQLite file if needed.

        Raises:
            SchemaTooOldError: the tables are too old.
            OperatingError: a table that held rows would be empty.
        """
        from alembic import command

        check_age(self.revision()[0])
        if self._file is not None:
            self._file.may_be_created = True
        try:
            with self.engine.begin() as connection:
                filled = _filled_tables(connection)
                command.upgrade(self._alembic(connection), "head")
                if emptied := filled - _filled_tables(connection):
                    raise OperatingError(
                        f"The migration would empty {', '.join(sorted(emptied))}: nothing is changed. "
                        "That is a fault of this version: go on with the former one, and report it."
                    )
        finally:
            if self._file is not None:
                self._file.may_be_created = False

    def revision(self) -> tuple[str | None, str | None]:
        """(revision of the tables, newest revision of the code)."""
        from alembic.migration import MigrationContext
        from alembic.script import ScriptDirectory

        head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
        if self._file is not None and not Path(str(self.url.database)).exists():
            return None, head
        with self.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision(), head


_lock = threading.Lock()


@functools.cache
def _open(url: str) -> Database:
    return Database(url)


def default_database() -> Database:
    """The configured database, one object per process."""
    with _lock:
        return _open(places.database_url())
