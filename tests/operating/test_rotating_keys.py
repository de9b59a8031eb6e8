"""`bot keys`: rotating, forgetting, and what is said when a key is missing."""

import pytest

from bot.base import places
from bot.base.errors import OperatingError
from bot.operating.data import keys as commands
from bot.operating.data.backup import backup
from bot.operating.data.keys import check, forget, rotate
from bot.operating.run import pid_file
from bot.records.files import candidates
from bot.records.store import keys
from tests.operating.test_backup import bring_back, names, quietly, register, settle


@pytest.fixture(autouse=True)
def own_keys(tmp_path, monkeypatch):
    """Keys of this test alone, in its state folder."""
    monkeypatch.delenv("BOT_KEYS_FILE")
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    keys.reload_keyring()
    yield
    keys.reload_keyring()


def while_stopped(database, *commands):
    """Runs commands of which each finds the bot stopped."""
    for command in commands:
        settle(database)
        command(quietly)


def last_name(database, conversation_id):
    with database.session_scope() as session:
        return candidates.find(session, conversation_id).last_name


def test_a_rotation_seals_everything_anew_and_keeps_the_former_key(own_database, tmp_path):
    register(own_database, "web-1")
    former = keys.keyring().current.id
    settle(own_database)
    said = []
    rotate(said.append)
    ring = keys.keyring()
    assert [key.id for key in ring.keys][:1] == [former] and len(ring.keys) == 2
    assert last_name(own_database, "web-1") == "Bérard web-1"
    assert any(line.startswith("candidates: 1 rows") for line in said), said
    assert places.keys_path().stat().st_mode & 0o077 == 0
    assert not commands._new_path().exists()


def test_former_keys_are_dropped_when_asked(own_database):
    register(own_database, "web-1")
    while_stopped(own_database, rotate, forget)
    assert len(keys.keyring().keys) == 1
    assert last_name(own_database, "web-1") == "Bérard web-1"


def test_a_backup_of_before_a_rotation_is_sealed_with_the_key_in_use(own_database, tmp_path):
    register(own_database, "web-1", "web-2")
    backup(tmp_path / "one.zip", quietly)
    with own_database.session_scope() as session:
        candidates.erase(session, "web-2")
    while_stopped(own_database, rotate)
    bring_back(own_database, tmp_path / "one.zip")
    assert names(own_database) == {"web-1"}, "the register is of before the rotation"
    while_stopped(own_database, forget)
    assert last_name(own_database, "web-1") == "Bérard web-1"


def test_a_backup_of_which_the_key_is_gone_is_not_restored_and_nothing_changes(own_database, tmp_path):
    register(own_database, "web-1")
    backup(tmp_path / "one.zip", quietly)
    register(own_database, "web-2")
    while_stopped(own_database, rotate, forget)
    with pytest.raises(OperatingError, match="key"):
        bring_back(own_database, tmp_path / "one.zip")
    assert names(own_database) == {"web-1", "web-2"}
    assert last_name(own_database, "web-2") == "Bérard web-2"


@pytest.mark.parametrize("is_committed", [True, False])
def test_a_rotation_that_is_cut_short_is_ended_by_the_next_start(own_database, is_committed, monkeypatch):
    register(own_database, "web-1")
    settle(own_database)

    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if is_committed:
            patch.setattr(commands, "_finish", lambda used: stop() if commands._new_path().exists() else None)
        else:
            patch.setattr(commands, "reencrypt", stop)
        with pytest.raises(KeyboardInterrupt):
            rotate(quietly)
    keys.reload_keyring()
    check(own_database)
    assert not commands._new_path().exists()
    assert last_name(own_database, "web-1") == "Bérard web-1"
    assert len(keys.keyring().keys) == (2 if is_committed else 1)


def test_a_lost_key_is_told_and_no_other_is_made_in_its_place(own_database):
    register(own_database, "web-1")
    places.keys_path().unlink()
    keys.reload_keyring()
    with pytest.raises(OperatingError, match="is missing"):
        check(own_database)
    assert not places.keys_path().exists()


def test_somebody_else_s_keys_are_told(own_database, tmp_path):
    register(own_database, "web-1")
    places.keys_path().unlink()
    keys.write(places.keys_path(), [keys.new_master()])
    keys.reload_keyring()
    with pytest.raises(OperatingError, match="put it back"):
        check(own_database)


def test_nothing_is_rotated_under_a_running_bot(own_database, tmp_path):
    for command in (rotate, forget):
        with pid_file.held(), pytest.raises(OperatingError, match="The bot runs here"):
            command(quietly)


def test_a_backup_holds_no_key(own_database, tmp_path):
    register(own_database, "web-1")
    backup(tmp_path / "one.zip", quietly)
    assert places.keys_path().read_bytes().strip() not in (tmp_path / "one.zip").read_bytes()
    places.keys_path().unlink()
    keys.reload_keyring()
    with pytest.raises(OperatingError):
        bring_back(own_database, tmp_path / "one.zip")
