"""`bot upgrade`: older tables become the newest ones, or stay as they were."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from alembic import command
from sqlalchemy import text

from bot.base import places
from bot.base.environment import child_environment
from bot.base.errors import OperatingError
from bot.operating.commands.tables import check_tables
from bot.operating.data import upgrade as upgrade_module
from bot.operating.data.purge import purge
from bot.operating.data.upgrade import upgrade
from bot.operating.run import pid_file
from bot.records.store import copies
from bot.tools.evaluation.stored import dump
from tests.markers import starts
from tests.operating.test_backup import bring_back, quietly, register, rows_of, settle
from tests.waiting import wait_until

FIRST = "0033"
KILLS = 16
# Upgrades in a process of its own for each line, which is killed at the moment of that number: moments are statements, and
# files that are opened, renamed or removed. Says the number of moments if it came to its end, else 0.
UPGRADES = """
import os, signal, sys
from sqlalchemy import Engine, event
from bot.operating.data.upgrade import upgrade

moments, last = 0, 0

def count(*_):
    global moments
    moments += 1
    if moments == last:
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(lambda name, _: count() if name in {"os.rename", "os.remove", "os.rmdir", "sqlite3.connect"} else None)
event.listen(Engine, "after_cursor_execute", count)
for line in sys.stdin:
    moments, last = 0, int(line)
    if not (child := os.fork()):
        upgrade(lambda line: None)
        print(moments, flush=True)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        print(0, flush=True)
"""


@pytest.fixture
def older(own_database):
    """An installation's database at the first revision, with two dossiers."""
    with own_database.engine.begin() as connection:
        command.downgrade(own_database._alembic(connection), FIRST)
    register(own_database, "web-1", "web-2")
    settle(own_database)
    return own_database


def upgraded(database):
    """Upgrades the database; returns what is said."""
    said = []
    settle(database)
    upgrade(said.append)
    return said


def state_of(database):
    """Revision and rows, without the audit log."""
    state = database.revision()[0], rows_of(database)["candidates"]
    settle(database)
    return state


def assert_nothing_is_left(folder):
    left = {path.name for path in folder.rglob("*") if path.is_file()} - {"bot.db", "bot.pid", "secret", f"{FIRST}.zip"}
    assert {name for name in left if not name.startswith("erasures")} == set()


@pytest.fixture
@starts("slow")
def kill_at():
    """Runs the upgrade in a process that is killed at a moment; returns the number of moments if it came to its end."""
    with subprocess.Popen(
        [sys.executable, "-c", UPGRADES], env=child_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:  # fmt: skip

        def upgrade_until(moment):
            process.stdin.write(f"{moment}\n")
            process.stdin.flush()
            return int(process.stdout.readline())

        yield upgrade_until
        process.stdin.close()


def test_older_tables_are_migrated_after_a_backup_and_each_step_is_said(older, tmp_path):
    _, rows = state_of(older)
    said = upgraded(older)
    file = tmp_path / "before-upgrade" / f"{FIRST}.zip"
    assert state_of(older) == (check_tables(), rows)
    assert len(said) == 4 and FIRST in said[0] and str(file) in said[1] and check_tables() in said[2]
    assert f"bot restore {file} --replace" in said[3]
    assert file.stat().st_mode & 0o077 == file.parent.stat().st_mode & 0o077 == 0
    assert_nothing_is_left(tmp_path)
    assert [row["act"] for row in dump(older)["audit_entries"]][-1] == "backed_up"
    assert upgraded(older) == []


def test_the_backup_leads_back_to_what_was_there(older, tmp_path):
    rows = rows_of(older)["candidates"]
    upgraded(older)
    register(older, "web-3")
    bring_back(older, tmp_path / "before-upgrade" / f"{FIRST}.zip")
    assert rows_of(older)["candidates"] == rows


@pytest.mark.timeout(300)
def test_killed_at_any_moment_it_leaves_the_old_tables_or_the_new_ones(older, tmp_path, kill_at):
    before = state_of(older)
    moments = kill_at(0)
    after = state_of(older)
    assert moments > 2 * KILLS and after == (check_tables(), before[1])
    seen = []
    for part in range(1, KILLS + 1):
        with older.engine.begin() as connection:
            command.downgrade(older._alembic(connection), FIRST)
        settle(older)
        assert kill_at(moments * part // (KILLS + 1)) == 0
        if not older.is_sqlite:  # its server notices
            wait_until(lambda: copies.count_other_connections(older) == 0, 10)
        seen.append(state_of(older))
        assert not older.is_sqlite or copies.sqlite_is_intact(tmp_path / "bot.db")
        upgraded(older)
        assert state_of(older) == after
        assert_nothing_is_left(tmp_path)
    assert seen == [before] * seen.count(before) + [after] * seen.count(after)
    assert before in seen and after in seen


def test_tables_whose_making_was_cut_short_are_made_at_the_next_start(tmp_path, monkeypatch, kill_at):
    """Versions before this one left them half made."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'bot.db'}")
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    assert kill_at(60) == 0
    with closing(sqlite3.connect(tmp_path / "bot.db")) as connection:
        connection.execute("CREATE TABLE invitations (id INTEGER)")
    upgrade(quietly)
    assert check_tables()
    assert_nothing_is_left(tmp_path)


def test_a_file_of_another_program_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'bot.db'}")
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    with closing(sqlite3.connect(tmp_path / "bot.db")) as connection, connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
        connection.execute("INSERT INTO songs VALUES ('Ar hini gozh')")
    with pytest.raises(OperatingError, match="no database of this bot"):
        upgrade(quietly)
    with closing(sqlite3.connect(tmp_path / "bot.db")) as connection:
        assert list(connection.execute("SELECT * FROM songs")) == [("Ar hini gozh",)]


def test_nothing_is_upgraded_under_a_running_bot(older, tmp_path):
    before = state_of(older)
    with pid_file.held(), pytest.raises(OperatingError, match="The bot runs here: stop"):
        upgrade(quietly)
    with older.engine.connect() as connection:
        connection.exec_driver_sql("select count(*) from candidates")
        with pytest.raises(OperatingError, match="stop the bot first"):
            upgrade(quietly)
    assert state_of(older) == before
    assert not (tmp_path / "before-upgrade").exists()


def test_a_migration_that_would_empty_a_table_changes_nothing(older, monkeypatch):
    before = state_of(older)

    def empty(config, _revision):
        config.attributes["connection"].execute(text("DELETE FROM candidates"))

    monkeypatch.setattr(command, "upgrade", empty)
    with pytest.raises(OperatingError, match="would empty candidates"):
        upgrade(quietly)
    assert state_of(older) == before


def test_tables_of_a_newer_version_are_told_with_the_way_back(own_database):
    with own_database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    settle(own_database)
    for refused in (check_tables, lambda: upgrade(quietly)):
        with pytest.raises(OperatingError, match=r"9999, of a newer version .* `.venv/bin/bot restore FILE --replace`"):
            refused()


def test_a_damaged_database_is_neither_backed_up_nor_migrated(older, tmp_path):
    if not older.is_sqlite:
        pytest.skip("PostgreSQL checks its own pages")
    with closing(sqlite3.connect(tmp_path / "bot.db")) as connection:
        ((page, size),) = connection.execute(
            "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = 'ix_candidates_created'"
        )
    with (tmp_path / "bot.db").open("rb+") as file:
        file.seek((page - 1) * size + 100)
        file.write(os.urandom(size - 100))
    with pytest.raises(OperatingError, match=r"damaged|malformed"):
        upgrade(quietly)
    assert not list((tmp_path / "before-upgrade").iterdir())


@pytest.mark.parametrize("step", ["write_backup", "copy_sqlite", "swap_sqlite"])
@pytest.mark.parametrize(
    ("number", "remedy"), [(28, "free some room"), (13, "make it writable"), (30, "make it writable")]
)
def test_a_full_disk_or_a_folder_that_cannot_be_written_is_told_with_the_remedy(
    database, tmp_path, monkeypatch, step, number, remedy
):
    with database.engine.begin() as connection:
        command.downgrade(database._alembic(connection), FIRST)
    register(database, "web-1")
    before = state_of(database)

    def fail(*_):
        raise OSError(number, os.strerror(number), str(tmp_path))

    with monkeypatch.context() as patch:
        patch.setattr(upgrade_module if step == "write_backup" else copies, step, fail)
        with pytest.raises(OperatingError, match=rf"^{tmp_path}: .*: {remedy}.*, and run the command again"):
            upgrade(quietly)
    assert state_of(database) == before
    upgraded(database)
    assert state_of(database)[1] == before[1]


@pytest.mark.slow
def test_a_really_full_disk_changes_nothing(database, tmp_path):
    with database.engine.begin() as connection:
        command.downgrade(database._alembic(connection), FIRST)
    register(database, "web-1")
    before = state_of(database)
    for limit in (0, 20_000, 300_000):
        limited = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        limited += f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\nfrom bot.cli import main\nmain()"
        done = subprocess.run(
            [sys.executable, "-c", limited, "upgrade"],
            env=child_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2, done
        assert done.stderr.startswith("bot: ") and done.stderr.count("\n") == 1, done.stderr
        assert state_of(database) == before
    upgraded(database)
    assert_nothing_is_left(tmp_path)


def test_backups_of_before_upgrades_are_kept_for_thirty_days(database, tmp_path):
    folder = places.upgrade_backups_directory()
    folder.mkdir()
    for name, days in (("0031.zip", 31), ("0032.zip", 29)):
        (folder / name).write_bytes(b"")
        made = (folder / name).stat().st_mtime - days * 86_400
        os.utime(folder / name, (made, made))
    purge(quietly)
    assert [path.name for path in folder.iterdir()] == ["0032.zip"]
