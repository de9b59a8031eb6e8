"""A whole installation as `bot run` leaves it: a worker that hangs is replaced, and whatever was written is its owner's alone."""

import os
import signal
import stat
import subprocess
import sys

import pytest

from bot.base import places
from bot.base.environment import child_environment
from bot.channels.web.client import Chat
from tests.conversations.soak import installed
from tests.operating.test_prefork import is_gone
from tests.waiting import wait_until

EVERYBODY = 0o022  # the umask that most systems give: others may read
NOT_THE_BOTS = "supervisor.log"


def bot(*words):
    command = [sys.executable, "-m", "bot.cli", *words]
    subprocess.run(command, cwd=places.HOME, env=child_environment(), umask=EVERYBODY, timeout=120, check=True)


@pytest.fixture
def installation(model, tmp_path, monkeypatch):
    before = os.umask(EVERYBODY)
    monkeypatch.setenv("BOT_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("DATABASE_URL", "")
    bot("upgrade")
    with installed(tmp_path / "state", monkeypatch, BOT_SECRET="", BOT_HANG_SECONDS="10") as made:
        yield made
    os.umask(before)


@pytest.mark.server
@pytest.mark.timeout(600)
def test_a_worker_that_hangs_is_replaced_and_all_that_was_written_is_its_owners_alone(installation, tmp_path):
    chat = Chat(f"{installation.pages}/webhooks/web")
    chat.open()
    assert chat.say("je veux m'inscrire")
    before = [worker.pid for worker in installation.workers()]
    for worker in before:
        os.kill(worker, signal.SIGSTOP)
    assert "nom de famille" in chat.say("oui")[-1]["text"], "it waited for the worker that came after"
    wait_until(lambda: all(map(is_gone, before)), seconds=60)
    state = tmp_path / "state"
    assert "hangs: killed" in (state / "servers.log").read_text()
    bot("db", "purge")
    bot("backup", str(state / "backup.zip"))
    bot("candidate", "export", "--csv", "--out", str(state / "everybody.csv"))
    found = {
        path: stat.S_IMODE(path.stat().st_mode) for path in [state, *state.rglob("*")] if path.name != NOT_THE_BOTS
    }
    open_to_others = {str(path): oct(mode) for path, mode in found.items() if mode & 0o077}
    assert open_to_others == {}
    assert {"bot.db", "bot.db-wal", "secret", "servers.log", "bot.pid", "everybody.csv"} <= {p.name for p in found}
