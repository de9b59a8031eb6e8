"""The two bots of the bench, each started by its own command with an empty database."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from pathlib import Path

import aiohttp
import httpx

from bot.base import places
from bot.base.environment import SERVERS, child_environment
from bot.base.errors import OperatingError
from bot.channels.web.client import WebClient, http_client
from bot.operating.run.servers import LOOPBACK
from bot.tools.bench.load import MakeClient, RestClient
from bot.tools.bench.processes import ProcessTree
from bot.tools.bench.stock.training import MODEL, StockProject, stock_environment
from bot.tools.evaluation.servers import free_port

START_SECONDS = 300
FIRST_MESSAGE = "Bonjour, qui êtes-vous ?"
PORTS_OF_A_RASA = 8  # its processes may take the ports behind its own


class Installation(ABC):
    """One of the two bots.

    Args:
        folder: its own, for database and logs.
        processes: of Rasa.

    Attributes:
        name: its column.
        make: creates a chat client.
        address: URL for candidates.
        probe_environment: of `probe.py`.
        database: its SQLite file.
    """

    name: str
    make: MakeClient
    address: str
    probe_environment: dict[str, str]
    database: Path

    def __init__(self, folder: Path, processes: int = 1) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.processes = folder, processes
        self.running: list[ProcessTree] = []

    @abstractmethod
    def _start(self) -> None:
        """Start its processes and add them to `running`."""

    def has_processes(self) -> bool:
        """Whether all Rasa processes are running."""
        return True  # Sanic starts those of stock

    def start(self) -> float:
        """Start the bot; returns the seconds until its first reply to a candidate.

        Raises:
            OperatingError: no reply; holds the end of a log.
        """
        began = time.monotonic()
        self._start()
        asyncio.run(self._first_answer(began + START_SECONDS))
        return time.monotonic() - began

    async def _first_answer(self, until: float) -> None:
        async with http_client(self.address) as client:
            while True:
                try:
                    chat = self.make(client)
                    await chat.open()
                    if await chat.say(FIRST_MESSAGE):
                        return
                except (aiohttp.ClientError, TimeoutError, ValueError):
                    pass
                ended = [tree for tree in self.running if tree.has_ended]
                if ended or time.monotonic() > until:
                    raise OperatingError(f"{self.name} does not answer. {self.running[0].log}: {self.end_of_log()}")
                await asyncio.sleep(0.1)

    def end_of_log(self) -> str:
        """The end of the log of the first ended process, else of the first process."""
        return next((tree for tree in self.running if tree.has_ended), self.running[0]).end_of_log()

    def memory_megabytes(self) -> float:
        """PSS of all processes."""
        return sum(tree.memory_megabytes() for tree in self.running)

    def processor_seconds(self) -> float:
        """Processor time of all processes."""
        return sum(tree.processor_seconds() for tree in self.running)

    def stored_bytes(self) -> int:
        """Size of the database without free pages."""
        copy = self.folder / "copy.db"
        copy.unlink(missing_ok=True)
        with sqlite3.connect(self.database) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
        connection.close()
        size = copy.stat().st_size
        copy.unlink()
        return size

    def stop(self) -> None:
        """Stop its processes."""
        for tree in reversed(self.running):
            tree.stop()
        self.running = []


class ThisBot(Installation):
    """This bot, by its own command `run`."""

    name = "this bot"
    make = WebClient

    def __init__(self, folder: Path, processes: int = 1) -> None:
        super().__init__(folder, processes)
        first = free_port(PORTS_OF_A_RASA + 8)
        others = [name for name in SERVERS if name != "rasa"]
        ports = {"rasa": first, **{name: first + PORTS_OF_A_RASA + number for number, name in enumerate(others)}}
        self.rasa_port = first
        self.address = f"http://{LOOPBACK}:{ports['pages']}"
        self.database = folder / "bot.db"
        environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        environment |= {
            "BOT_STATE": str(self.folder),
            "BOT_QUIET_SECONDS": "0",
            "BOT_MOST_A_MINUTE": "1000000",
            "BOT_REQUESTS_A_MINUTE": "1000000",
            "BOT_NEW_SESSIONS_A_MINUTE": "1000000",
            "BOT_RASA_PROCESSES": str(self.processes),
            **{f"BOT_{name.upper()}_PORT": str(port) for name, port in ports.items()},
            "PYTHONPATH": str(places.HOME),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self._environment = environment
        self.probe_environment = {**child_environment(), **environment}

    def _start(self) -> None:
        command = [sys.executable, "-m", "bot.cli", "run"]
        self.running.append(ProcessTree(command, places.HOME, self._environment, self.folder / "run.log"))

    def has_processes(self) -> bool:
        """Whether all Rasa processes are running."""
        try:
            return all(
                httpx.get(f"http://{LOOPBACK}:{self.rasa_port + number}/", timeout=5).status_code < 500
                for number in range(self.processes)
            )
        except httpx.HTTPError:
            return False


class Stock(Installation):
    """Stock Rasa and its action server, by their own commands."""

    name = "stock Rasa"
    make = RestClient

    def __init__(self, folder: Path, processes: int, project: StockProject) -> None:
        super().__init__(folder, processes)
        self.project = project
        self.port = free_port(4)
        self.address = f"http://{LOOPBACK}:{self.port}"
        self.database = folder / "stock.db"
        self.probe_environment = {
            **stock_environment(),
            "STOCK_DATABASE": str(self.database),
            "STOCK_ACTIONS_PORT": str(self.port + 1),
            "STOCK_REDIS_PORT": str(self.port + 2),
            "SANIC_WORKERS": str(self.processes),
        }

    def _start(self) -> None:
        endpoints = "endpoints.yml"
        if self.processes > 1:
            endpoints = "endpoints-redis.yml"
            self._run("redis", [redis_server(), "--port", str(self.port + 2), "--bind", LOOPBACK, "--save", "", "--dir", str(self.folder)])  # fmt: skip
        python = str(self.project.python)
        self._run("actions", [python, "-m", "rasa_sdk", "--actions", "actions", "-p", str(self.port + 1)])
        self._run(
            "rasa",
            [
                python, "-m", "rasa", "run", "-i", LOOPBACK, "-p", str(self.port), "--model", f"models/{MODEL}.tar.gz",
                "--endpoints", endpoints, "--credentials", "credentials.yml",
            ],
        )  # fmt: skip

    def _run(self, name: str, command: list[str]) -> None:
        self.running.append(
            ProcessTree(command, self.project.folder, self.probe_environment, self.folder / f"{name}.log")
        )


def redis_server() -> str:
    """Command of a Redis server: the one of the test packages, or the system's.

    Raises:
        OperatingError: there is none.
    """
    beside = Path(sys.executable).with_name("redis-server")
    command = str(beside) if beside.exists() else shutil.which("redis-server")
    if command is None:
        raise OperatingError("Two workers of stock Rasa need a Redis server: `make install-dev` brings one.")
    return command


def time_action(installation: Installation, python: Path, folder: Path, action: str) -> float:
    """Run `probe.py` in a bot's environment while its servers run; returns the milliseconds of an action call.

    Raises:
        OperatingError: it failed.
    """
    script = Path(__file__).with_name("probe.py")
    done = subprocess.run(
        [str(python), str(script), "domain.yml", "endpoints.yml", action],
        cwd=folder, env=installation.probe_environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    if done.returncode:
        raise OperatingError(f"The probe of {installation.name} failed: {done.stderr[-1500:]}")
    return float(done.stdout.splitlines()[-1])
