"""Real servers with a temporary database, for evaluation and tests."""

import contextlib
import os
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unittest.mock import patch

from bot.base import places
from bot.base.clock import CLOCK_FILE_VARIABLE
from bot.base.environment import SERVERS, child_environment
from bot.operating.run.servers import LOOPBACK, Server, all_servers, is_up
from bot.records.store.database import Database

START_SECONDS = 180


def free_port(count: int = 1) -> int:
    """The first of `count` consecutive free ports."""
    while True:
        with contextlib.ExitStack() as probes, contextlib.suppress(OSError):
            first = 0
            for number in range(count):
                probe = probes.enter_context(socket.socket())
                probe.bind((LOOPBACK, first + number if first else 0))
                first = first or int(probe.getsockname()[1])
            return first


@contextlib.contextmanager
def ephemeral_servers(
    *,
    database_url: str | None = None,
    only: tuple[str, ...] = ("rasa",),
    credentials: str | None = None,
    rasa_processes: int = 1,
    quiet_seconds: float = 0,
) -> Iterator[Path]:
    """Start servers on free ports with their own database and clock; stop and delete everything at the end.

    Yields the state folder. While the block runs, the environment of this process refers to them too.

    Args:
        database_url: instead of a temporary SQLite file.
        only: servers to start; the process id of each is in `NAME.pid` in the state folder.
        credentials: text of another `credentials.yml`.
        rasa_processes: number of Rasa processes.
        quiet_seconds: debounce of messages; none by default, because simulated candidates wait for the reply.

    Raises:
        RuntimeError: a server did not start; holds the end of its log.
    """
    with tempfile.TemporaryDirectory(prefix="bot-eval-", ignore_cleanup_errors=True) as folder:
        state = Path(folder)
        changes = _environment(state, database_url, credentials)
        changes |= {"BOT_RASA_PROCESSES": str(rasa_processes), "BOT_QUIET_SECONDS": str(quiet_seconds)}
        changes |= {f"BOT_{name.upper()}_PORT": str(free_port(rasa_processes)) for name in SERVERS}
        with patch.dict(os.environ, changes):
            database = Database(places.database_url())
            database.migrate()
            database.engine.dispose()
            with _running([server for server in all_servers() if server.name in only], state):
                yield state


def _environment(state: Path, database_url: str | None, credentials: str | None) -> dict[str, str]:
    """Environment variables of an installation in this folder, whose clock and credentials are written there."""
    clock_file, credentials_file = state / "today", state / "credentials.yml"
    clock_file.write_text(date.today().isoformat(), encoding="ascii")
    changes = {
        "BOT_STATE": str(state),
        "DATABASE_URL": database_url or f"sqlite:///{state / 'bot.db'}",
        "BOT_SECRET": uuid.uuid4().hex,
        CLOCK_FILE_VARIABLE: str(clock_file),
    }
    if credentials is None:
        return changes
    credentials_file.write_text(credentials, encoding="utf-8")
    return changes | {"BOT_CREDENTIALS": str(credentials_file)}


@contextlib.contextmanager
def _running(servers: list[Server], state: Path) -> Iterator[None]:
    """Start servers, wait until they answer, and stop them at the end of the block."""
    processes: list[subprocess.Popen[bytes]] = []
    try:
        processes += (start_server(server, state) for server in servers)
        _wait(servers, processes, state)
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


def start_server(server: Server, state: Path) -> subprocess.Popen[bytes]:
    """Start a server with the present environment; its log and process id are in the state folder."""
    with (state / f"{server.name}.log").open("ab") as log:
        process = subprocess.Popen(
            server.command, cwd=places.HOME, env=child_environment(), stdout=log, stderr=subprocess.STDOUT
        )
    (state / f"{server.name}.pid").write_text(str(process.pid), encoding="ascii")
    return process


def _wait(servers: list[Server], processes: list[subprocess.Popen[bytes]], state: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    for server, process in zip(servers, processes, strict=True):
        while not is_up(server.health):
            if process.poll() is not None or time.monotonic() > deadline:
                tail = (state / f"{server.name}.log").read_text(errors="replace")[-1500:]
                raise RuntimeError(f"The {server.name} server did not start. The end of its log:\n{tail}")
            time.sleep(0.2)
