"""Forked workers on real sockets: they share what was loaded, are replaced when they die, and begin anew without a gap."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from bot.base import places
from bot.tools.evaluation.servers import free_port
from tests.markers import starts
from tests.waiting import wait_until

# Each worker answers every connection with the program's generation and its own process id.
PROGRAM = """
import os, pathlib, signal, socket, sys
from bot.operating.run.prefork import PreforkPool, open_sockets

generation = pathlib.Path(sys.argv[1]).read_text()

def serve(sock, beat):
    stopping = []
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))
    sock.listen()
    sock.settimeout(0.05)
    if generation == "dies at once":
        raise RuntimeError
    while not stopping:
        beat()
        try:
            connection, _ = sock.accept()
        except (TimeoutError, BlockingIOError):
            continue
        with connection:
            connection.sendall(f"{generation} {os.getpid()}".encode())
            if generation == "hangs when asked" and connection.recv(1) == b"!":
                while True:
                    pass

PreforkPool(serve, open_sockets([int(port) for port in sys.argv[2:]])).run()
"""


def ask(port):
    """Returns the generation and the process id of who answers; waits while a worker is replaced."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        generation, pid = connection.makefile().read().rsplit(" ", 1)
    return generation, int(pid)


def listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def is_gone(pid):
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


class Parent:
    """A running parent with two workers."""

    def __init__(self, folder, hang_seconds):
        self.generation = folder / "generation"
        self.generation.write_text("first")
        self.log = folder / "log.txt"
        port = free_port(2)
        self.ports = [port, port + 1]
        program = folder / "program.py"
        program.write_text(PROGRAM)
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(program), str(self.generation), *map(str, self.ports)],
                env={**os.environ, "PYTHONPATH": str(places.HOME), "BOT_HANG_SECONDS": hang_seconds},
                stderr=log,
            )
        wait_until(lambda: all(map(listens, self.ports)))


@pytest.fixture
@starts("server")
def parent(tmp_path, request):
    made = Parent(tmp_path, hang_seconds=getattr(request, "param", "30"))
    yield made
    made.process.kill()
    made.process.wait()


impatient = pytest.mark.parametrize("parent", ["3"], indirect=True, ids=["impatient"])


def test_a_worker_that_is_killed_is_replaced_and_no_connection_is_refused(parent):
    port, other = parent.ports
    pid, neighbour = ask(port)[1], ask(other)[1]
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: is_gone(pid))
    assert ask(port)[1] != pid
    assert ask(other)[1] == neighbour


@impatient
def test_a_worker_that_is_stopped_is_replaced_and_who_asks_meanwhile_is_answered(parent):
    port, other = parent.ports
    pid, neighbour = ask(port)[1], ask(other)[1]
    os.kill(pid, signal.SIGSTOP)
    assert ask(port)[1] != pid, "the connection waited for the one that came after"
    assert is_gone(pid)
    assert ask(other)[1] == neighbour


@impatient
def test_a_worker_that_computes_without_end_is_replaced_and_says_where_it_hung(parent):
    port = parent.ports[0]
    parent.generation.write_text("hangs when asked")
    parent.process.send_signal(signal.SIGHUP)
    wait_until(lambda: ask_to_hang(port))
    wait_until(lambda: ask(port)[0] == "hangs when asked", seconds=60)  # the one before may still take a connection
    said = parent.log.read_text()
    assert "in serve" in said
    assert "program.py" in said


def ask_to_hang(port):
    """Asks a worker to compute without end; returns whether it does."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"!")
        return connection.recv(100).startswith(b"hangs when asked")


@impatient
def test_one_that_is_relieved_and_hangs_does_not_stay(parent):
    before = [ask(port)[1] for port in parent.ports]
    os.kill(before[0], signal.SIGSTOP)
    parent.generation.write_text("second")
    parent.process.send_signal(signal.SIGHUP)
    wait_until(lambda: all(map(is_gone, before)), seconds=60)
    assert ask(parent.ports[0])[0] == "second"


def test_sigterm_ends_all(parent):
    pids = [ask(port)[1] for port in parent.ports]
    parent.process.terminate()
    assert parent.process.wait(10) == 0
    assert all(map(is_gone, pids))
    assert not any(map(listens, parent.ports))


def test_workers_end_with_their_parent(parent):
    pids = [ask(port)[1] for port in parent.ports]
    os.kill(pids[0], signal.SIGSTOP)  # one that hangs does not stay either
    parent.process.kill()
    parent.process.wait()
    wait_until(lambda: all(map(is_gone, pids)))


def test_sighup_brings_the_new_program_without_a_connection_refused(parent):
    before = [ask(port)[1] for port in parent.ports]
    parent.generation.write_text("second")
    parent.process.send_signal(signal.SIGHUP)
    generations = []
    deadline = time.monotonic() + 20
    while not all(map(is_gone, before)) or generations[-2:] != ["second"] * 2:
        generations += [ask(port)[0] for port in parent.ports]
        assert time.monotonic() < deadline
    assert set(generations) == {"first", "second"}
    assert parent.process.poll() is None, "the parent is the same process"
    pid = ask(parent.ports[0])[1]
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: is_gone(pid))
    assert ask(parent.ports[0])[0] == "second"


def test_a_worker_that_cannot_start_is_not_forked_without_a_pause(parent):
    parent.generation.write_text("dies at once")
    parent.process.send_signal(signal.SIGHUP)
    time.sleep(1.5)
    forked = Path(f"/proc/{parent.process.pid}/task/{parent.process.pid}/children")
    before = forked.read_text().split()
    time.sleep(0.4)
    assert parent.process.poll() is None
    assert len(forked.read_text().split()) <= len(before) + 2


@pytest.mark.server
def test_a_taken_port_is_an_error(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        program = tmp_path / "program.py"
        program.write_text(PROGRAM)
        (tmp_path / "generation").write_text("first")
        done = subprocess.run(
            [sys.executable, str(program), str(tmp_path / "generation"), str(port)],
            env={**os.environ, "PYTHONPATH": str(places.HOME)}, capture_output=True, text=True, timeout=20, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert "Address already in use" in done.stderr
