"""Every test of the records runs on SQLite and on a real PostgreSQL."""

import pytest

from bot.records.database import Database
from bot.records.models import Base


def empty(database: Database) -> None:
    with database.session_scope() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path):
    """A database made by the migrations, empty."""
    url = f"sqlite:///{tmp_path / 'bot.db'}" if request.param == "sqlite" else request.getfixturevalue("postgresql_url")
    database = Database(url)
    database.migrate()
    empty(database)
    yield database
    database.engine.dispose()
