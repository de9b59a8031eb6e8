"""Every test of records runs on SQLite and on PostgreSQL."""

import shutil

import pytest

from bot.records.accounts import recruiters, structures
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import name_sort_index
from bot.records.store.database import _open
from bot.tools.evaluation.stored import empty
from tests.markers import ON_POSTGRESQL


@pytest.fixture(params=["sqlite", ON_POSTGRESQL])
def store(request, database_folder, migrated_file):
    """An empty migrated database; all tests share one engine per kind."""
    if request.param == "sqlite":
        for file in database_folder.glob("store.db*"):
            file.unlink()
        database = _open(f"sqlite:///{shutil.copy(migrated_file, database_folder / 'store.db')}")
    else:
        database = _open(request.getfixturevalue("postgresql_url"))
        database.migrate()
        empty(database)
    name_sort_index._orders.pop(database.engine, None)
    yield database
    database.engine.dispose()


@pytest.fixture
def desk(store):
    """Claire and Ada of one structure, Zoé of another, and Boss, who administers at none."""
    with store.session_scope() as session:
        figeac, untel = (
            structures.create(session, name=name, town=None) for name in ("Mairie de Figeac", "Association Untel")
        )
        session.flush()

        def user(name, structure=None):
            login = f"{name.lower()}@exemple.fr"
            account = recruiters.create(session, login=login, name=name, password="long enough", structure=structure)
            recruiters.set_administrator(session, account, administers=structure is None)
            if structure is None:
                return RecruiterUser(account.id, name, "x", administers=True)
            return RecruiterUser(account.id, name, "x", structure_id=structure.id, structure=structure.name)

        return {
            "Claire": user("Claire", figeac),
            "Ada": user("Ada", figeac),
            "Zoé": user("Zoé", untel),
            "Boss": user("Boss"),
        }
