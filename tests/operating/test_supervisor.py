"""The supervisor with real processes: one that dies comes back while the others go on, and all stop in order."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot import settings
from bot.evaluation.dialogues import free_port
from bot.operating.servers import answers
from tests.operating.test_workers import is_gone, listens, until

# Servers that say what they do, and stop late on SIGTERM: `rasa` must be the last.
SERVER = """
import http.server, os, signal, sys, threading, time

name, port = sys.argv[1:]
server = http.server.ThreadingHTTPServer(("127.0.0.1", int(port)), http.server.SimpleHTTPRequestHandler)

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
import asyncio, sys, time
from bot.operating.servers import Server
from bot.operating.supervisor import Supervisor

servers = [
    Server(name, [sys.executable, sys.argv[1], name, port], "", (int(port),))
    for name, port in zip(("rasa", "pages"), sys.argv[2:])
]
asyncio.run(Supervisor(servers, time.monotonic()).run())
"""


class Supervised:
    """A supervisor with two servers."""

    def __init__(self, folder: Path) -> None:
        self.state = folder
        (folder / "server.py").write_text(SERVER)
        (folder / "program.py").write_text(PROGRAM)
        port = free_port(2)
        self.ports = {"rasa": port, "pages": port + 1}
        self.out = folder / "out.txt"
        with self.out.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, str(folder / "program.py"), str(folder / "server.py"), str(port), str(port + 1)],
                env={**os.environ, "PYTHONPATH": str(settings.HOME), "BOT_STATE": str(folder), "DATABASE_URL": ""},
                stdout=out, stderr=subprocess.STDOUT,
            )  # fmt: skip
        until(lambda: "Ready" in self.said())

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
def supervised(tmp_path):
    made = Supervised(tmp_path)
    yield made
    made.close()


def test_a_server_that_dies_comes_back_and_the_other_goes_on(supervised):
    (pages,), (rasa,) = supervised.pids("pages"), supervised.pids("rasa")
    os.kill(pages, signal.SIGKILL)
    until(lambda: "pages is back." in supervised.said())
    assert "pages stopped (status -9)" in supervised.said()
    assert answers(f"http://127.0.0.1:{supervised.ports['pages']}/")
    assert len(supervised.pids("pages")) == 2
    assert supervised.pids("rasa") == [rasa]
    assert not is_gone(rasa)


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


def test_servers_end_with_a_supervisor_that_is_killed(supervised):
    supervised.process.kill()
    until(lambda: all(is_gone(supervised.pids(name)[-1]) for name in supervised.ports))


def test_beginning_anew_keeps_rasa_and_starts_the_others_again_at_once(supervised):
    (rasa,) = supervised.pids("rasa")
    supervised.process.send_signal(signal.SIGHUP)
    until(lambda: "rasa begins anew" in supervised.log() and len(supervised.pids("pages")) == 2)
    assert supervised.pids("rasa") == [rasa]
    assert "stopped (status" not in supervised.said()


def test_it_stays_small(supervised):
    """What waits for days holds neither the database's libraries nor numpy."""
    maps = Path(f"/proc/{supervised.process.pid}/maps").read_text()
    assert "numpy" not in maps
    assert "sqlalchemy" not in maps
    rollup = Path(f"/proc/{supervised.process.pid}/smaps_rollup").read_text()
    assert int(re.search(r"(?m)^Anonymous: +(\d+) kB", rollup)[1]) < 25_000
