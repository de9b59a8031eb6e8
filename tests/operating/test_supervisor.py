"""The supervisor with real processes: one that dies comes back while the others go on, and all stop in order."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.base import places
from bot.operating.run import pid_file, supervisor
from bot.operating.run.servers import is_up
from bot.operating.run.supervisor import Supervisor
from bot.tools.evaluation.servers import free_port
from tests.markers import starts
from tests.operating.test_prefork import is_gone, listens
from tests.waiting import wait_until

# Servers that say what they do, and stop late on SIGTERM: `rasa` must be the last.
SERVER = """
import http.server, os, signal, sys, threading, time

name, port = sys.argv[1:]

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", int(port)), Handler)

def stop(*_):
    print(f"{name} stops", flush=True)
    threading.Thread(target=server.shutdown).start()

signal.signal(signal.SIGTERM, stop)
signal.signal(signal.SIGHUP, lambda *_: print(f"{name} begins anew", flush=True))
print(f"{name} is pid {os.getpid()}", flush=True)
print("ERROR of a test: " + "x" * 100_000, flush=True)
server.serve_forever()
"""
PROGRAM = """
import sys
from bot.operating.run import supervisor
from bot.operating.run.servers import Server

program, server, *ports = sys.argv
supervisor.all_servers = lambda: [
    Server(name, [sys.executable, server, name, port], "/", (int(port),)) for name, port in zip(("rasa", "pages"), ports)
]
sys.argv = [program, "0"]
supervisor.main()
"""


class Supervised:
    """A supervisor with two servers."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.state = folder
        (folder / "server.py").write_text(SERVER)
        (folder / "program.py").write_text(PROGRAM)
        port = free_port(2)
        self.ports = {"rasa": port, "pages": port + 1}
        self.out = folder / "out.txt"
        self._environment = environment
        self.start()
        wait_until(lambda: "Ready" in self.said())

    def start(self) -> None:
        ports = map(str, self.ports.values())
        with self.out.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, str(self.state / "program.py"), str(self.state / "server.py"), *ports],
                env={
                    **os.environ, "PYTHONPATH": str(places.HOME), "BOT_STATE": str(self.state), "DATABASE_URL": "",
                    **self._environment,
                },
                stdout=out, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def said(self) -> str:
        return self.out.read_text()

    def log(self) -> str:
        return (self.state / "servers.log").read_text()

    def pids(self, name: str) -> list[int]:
        """Returns the process ids that a server had, the present one last."""
        return [int(pid) for pid in re.findall(rf"(?m)^{name} *\| {name} is pid (\d+)$", self.log())]

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(30)


@pytest.fixture
@starts("server")
def supervised(tmp_path, request):
    made = Supervised(tmp_path, **getattr(request, "param", {}))
    yield made
    made.close()


def test_a_server_that_dies_comes_back_and_the_other_goes_on(supervised):
    (pages,), (rasa,) = supervised.pids("pages"), supervised.pids("rasa")
    os.kill(pages, signal.SIGKILL)
    wait_until(lambda: "pages is back." in supervised.said())
    assert "pages stopped (status -9)" in supervised.said()
    assert is_up(f"http://127.0.0.1:{supervised.ports['pages']}/")
    assert len(supervised.pids("pages")) == 2
    assert supervised.pids("rasa") == [rasa]
    assert not is_gone(rasa)


@pytest.mark.parametrize("supervised", [{"BOT_HANG_SECONDS": "2"}], indirect=True, ids=["impatient"])
def test_a_server_that_hangs_is_replaced_and_the_other_goes_on(supervised):
    (pages,), (rasa,) = supervised.pids("pages"), supervised.pids("rasa")
    os.kill(pages, signal.SIGSTOP)
    wait_until(lambda: "pages is back." in supervised.said(), seconds=60)
    assert "pages has not answered for 2 s: stopped." in supervised.log()
    assert is_gone(pages)
    assert is_up(f"http://127.0.0.1:{supervised.ports['pages']}/")
    assert supervised.pids("rasa") == [rasa]
    assert not is_gone(rasa)


def test_a_supervisor_that_is_killed_leaves_nothing_in_the_way_of_the_next(supervised):
    before = [supervised.pids(name)[-1] for name in supervised.ports]
    os.kill(before[0], signal.SIGSTOP)  # not even a server that hangs
    assert pid_file_says_running(supervised)
    supervised.process.kill()
    supervised.process.wait()
    assert not pid_file_says_running(supervised)
    wait_until(lambda: all(map(is_gone, before)))
    supervised.start()
    wait_until(lambda: "Ready" in supervised.said())
    assert [supervised.pids(name)[-1] for name in supervised.ports] != before
    assert "stopped (status" not in supervised.said()


def pid_file_says_running(supervised):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOT_STATE", str(supervised.state))
        return pid_file.send(0)


def test_one_state_folder_has_one_supervisor(supervised):
    another = subprocess.run(
        supervised.process.args, capture_output=True, text=True, timeout=30, check=False,
        env={**os.environ, "PYTHONPATH": str(places.HOME), "BOT_STATE": str(supervised.state)},
    )  # fmt: skip
    assert another.returncode == 1
    assert "Another `bot run` has the state folder" in another.stderr
    assert pid_file_says_running(supervised)


def test_the_log_is_kept_to_some_files_of_some_size(tmp_path, monkeypatch):
    """The other tests' servers write lines of 100,000 characters; here so many that the log goes round."""
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    made = Supervisor([], 0.0)
    line = "x" * 100_000
    for _ in range((supervisor.MAX_OLD_LOGS + 2) * supervisor.MAX_LOG_BYTES // len(line)):
        made._report(line)
    files = sorted(tmp_path.glob("servers.log*"))
    assert len(files) == supervisor.MAX_OLD_LOGS + 1
    assert all(file.stat().st_size <= supervisor.MAX_LOG_BYTES for file in files)


def test_what_servers_say_is_in_the_log_with_their_names_and_errors_on_the_screen_too(supervised):
    for name in supervised.ports:
        assert re.search(rf"(?m)^{name} *\| ERROR of a test: x{{100000}}$", supervised.log())
    assert supervised.said().count("ERROR of a test") == 2
    assert "is pid" not in supervised.said()


def test_all_stop_in_order(supervised):
    supervised.process.send_signal(signal.SIGINT)
    assert supervised.process.wait(20) == 0
    assert supervised.said().endswith("Stopped.\n")
    assert not any(listens(port) for port in supervised.ports.values())
    log = supervised.log()
    assert log.index("pages stops") < log.index("rasa stops")


def test_beginning_anew_keeps_rasa_and_starts_the_others_again_at_once(supervised):
    (rasa,) = supervised.pids("rasa")
    supervised.process.send_signal(signal.SIGHUP)
    wait_until(lambda: "rasa begins anew" in supervised.log() and len(supervised.pids("pages")) == 2)
    assert supervised.pids("rasa") == [rasa]
    assert "stopped (status" not in supervised.said()


def test_it_stays_small(supervised):
    """What waits for days holds neither the database's libraries nor numpy."""
    maps = Path(f"/proc/{supervised.process.pid}/maps").read_text()
    assert "numpy" not in maps
    assert "sqlalchemy" not in maps
    rollup = Path(f"/proc/{supervised.process.pid}/smaps_rollup").read_text()
    assert int(re.search(r"(?m)^Anonymous: +(\d+) kB", rollup)[1]) < 25_000
