"""A whole installation as `bot run` leaves it: a worker that hangs is replaced, and whatever was written is its owner's alone."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from bot.base import places
from bot.base.environment import child_environment
from bot.channels.web.client import Chat
from bot.operating.run.servers import is_up
from bot.tools.evaluation.servers import free_port
from tests.operating.test_prefork import is_gone
from tests.waiting import wait_until

START_SECONDS = 240
EVERYBODY = 0o022  # the umask that most systems give: others may read


class Installation:
    """The supervisor with real servers and commands, on a state folder of their own."""

    def __init__(self, folder: Path) -> None:
        rasa, pages = free_port(2), free_port(1)
        self.state, self.pages = folder / "state", f"http://127.0.0.1:{pages}"
        self.environment = {
            **os.environ, "BOT_STATE": str(self.state), "DATABASE_URL": "", "BOT_SECRET": "", "BOT_RASA_PROCESSES": "2",
            "BOT_RASA_PORT": str(rasa), "BOT_PAGES_PORT": str(pages), "BOT_HANG_SECONDS": "10",
        }  # fmt: skip
        self.bot("db", "migrate")
        with (folder / "out.txt").open("w") as out:
            self.process = self._start(["-m", "bot.operating.run.supervisor", "0"], stdout=out, stderr=out)
        wait_until(lambda: is_up(f"{self.pages}/ready"), seconds=START_SECONDS)

    def _start(self, arguments: list[str], **options) -> subprocess.Popen:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.environment.items():
                patch.setenv(name, value)
            return subprocess.Popen(
                [sys.executable, *arguments], cwd=places.HOME, env=child_environment(), umask=EVERYBODY, **options
            )

    def bot(self, *words: str) -> None:
        assert self._start(["-m", "bot.cli", *words]).wait(120) == 0

    def workers(self) -> list[int]:
        """Returns the process ids of Rasa's workers, the first one's first."""
        servers = psutil.Process(self.process.pid).children()
        (rasa,) = (server for server in servers if "bot.operating.run.serve_rasa" in server.cmdline())
        return sorted(worker.pid for worker in rasa.children())

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(60)


@pytest.fixture
def installation(model, tmp_path):
    made = Installation(tmp_path)
    yield made
    made.close()


@pytest.mark.server
@pytest.mark.timeout(600)
def test_a_worker_that_hangs_is_replaced_and_all_that_was_written_is_its_owners_alone(installation, tmp_path):
    chat = Chat(f"{installation.pages}/webhooks/web")
    chat.open()
    assert chat.say("je veux m'inscrire")
    for worker in (before := installation.workers()):
        os.kill(worker, signal.SIGSTOP)
    assert "nom de famille" in chat.say("oui")[-1]["text"], "it waited for the worker that came after"
    wait_until(lambda: all(map(is_gone, before)), seconds=60)
    assert "hangs: killed" in (installation.state / "servers.log").read_text()
    installation.bot("db", "purge")
    installation.bot("backup", str(tmp_path / "state" / "backup.zip"))
    installation.bot("candidate", "export", "--csv", "--out", str(tmp_path / "state" / "everybody.csv"))
    found = {path: stat.S_IMODE(path.stat().st_mode) for path in [installation.state, *installation.state.rglob("*")]}
    open_to_others = {str(path): oct(mode) for path, mode in found.items() if mode & 0o077}
    assert open_to_others == {}
    assert {"bot.db", "bot.db-wal", "secret", "servers.log", "bot.pid", "everybody.csv"} <= {p.name for p in found}
