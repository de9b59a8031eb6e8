"""The system under test: all servers under their own supervisor, with a temporary database and state folder."""

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from bot.base.settings import settings
from bot.operating.run.servers import LOOPBACK, all_servers
from bot.records.store.database import Database, default_database
from bot.tools.evaluation.servers import free_port
from tests.conversations.conftest import PostgresqlServer
from tests.conversations.soak import Installation, installed

OWN_ORIGIN = "http://localhost:9"  # the one site that may embed the widget
TELEGRAM_SECRET = "a-secret-that-only-telegram-may_see"
MESSAGES_A_MINUTE = 120  # messages of one conversation: more than an attack sends that is about something else
_UNLIMITED = "1000000"
_CREDENTIALS = f"""
bot.channels.web.WebInput:
  allowed_origins: ["{OWN_ORIGIN}"]
bot.channels.telegram.TelegramInput:
  token: "1234567:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  mode: webhook
  secret: {TELEGRAM_SECRET}
  public_url: http://localhost:9
  api_url: http://127.0.0.1:9
"""  # no server listens there: nothing leaves this machine


class System:
    """A running installation.

    Attributes:
        pages: URL of the pages.
        installation: its processes.
    """

    def __init__(self, state: Path, installation: Installation) -> None:
        self.state = state
        self.installation = installation
        self.pages = installation.pages
        self.rasa = [f"http://{LOOPBACK}:{port}" for port in settings().rasa_ports]
        self.gateway = f"http://{LOOPBACK}:{settings().gateway_port}"
        self.database: Database = default_database()

    def ports(self) -> set[int]:
        """The configured ports."""
        return {port for server in all_servers() for port in server.ports}

    def listening(self) -> set[tuple[str, int]]:
        """Address and port of each listening socket of its processes."""
        sockets = set()
        for process in psutil.Process(os.getpid()).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                sockets |= {
                    (one.laddr.ip, one.laddr.port)
                    for one in process.net_connections("tcp")
                    if one.status == psutil.CONN_LISTEN
                }
        return sockets

    def log(self) -> str:
        """The servers' logs, rotated files included."""
        paths = sorted(self.state.glob("servers.log*"), reverse=True)
        return "".join(path.read_text(encoding="utf-8", errors="replace") for path in paths)


@contextlib.contextmanager
def running_system(*, postgresql: bool = False) -> Iterator[System]:
    """Start everything on free loopback ports; stop and delete it at the end.

    Args:
        postgresql: use an own PostgreSQL in the state folder instead of SQLite.
    """
    with contextlib.ExitStack() as stack:
        state = Path(tempfile.mkdtemp(prefix="bot-attack-"))
        stack.callback(shutil.rmtree, state, ignore_errors=True)
        url = f"sqlite:///{state / 'bot.db'}"
        if postgresql:
            server = PostgresqlServer(state / "postgresql")
            stack.callback(server.close)
            url = server.url
        (state / "credentials.yml").write_text(_CREDENTIALS, encoding="utf-8")
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        for name in ("REDIS_URL", "BOT_SITE", "BOT_SMTP_URL", "BOT_METRICS_TOKEN"):
            patch.delenv(name, raising=False)
        named = {
            "DATABASE_URL": url,
            "BOT_SECRET": secrets.token_urlsafe(48),
            "BOT_CREDENTIALS": str(state / "credentials.yml"),
            "BOT_GATEWAY_PORT": str(free_port()),
            "BOT_MOST_A_MINUTE": str(MESSAGES_A_MINUTE),
            "BOT_REQUESTS_A_MINUTE": _UNLIMITED,
            "BOT_NEW_SESSIONS_A_MINUTE": _UNLIMITED,
        }
        installation = stack.enter_context(installed(state, patch, **named))
        stack.callback(default_database().engine.dispose)
        yield System(state, installation)
