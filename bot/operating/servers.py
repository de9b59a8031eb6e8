"""The servers of an installation: their commands, and whether they answer."""

import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from bot import settings
from bot.channels.credentials import CredentialsError, relayed_channels
from bot.operating.environment import python
from bot.operating.errors import OperatingError
from bot.operating.training import model_path

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Server:
    """One server process.

    Attributes:
        name: `rasa`, `actions`, `pages` or `gateway`.
        command: what starts it.
        health: URL that answers when it is up.
        port: its port on loopback.
    """

    name: str
    command: list[str]
    health: str
    port: int


def all_servers() -> list[Server]:
    """Returns the servers of one machine, in the order in which they are started.

    The gateway is one of them only when a channel needs it.

    Raises:
        OperatingError: `credentials.yml` cannot be read.
    """
    rasa, actions, pages, gateway = (settings.port(name) for name in ("rasa", "actions", "pages", "gateway"))
    servers = [
        Server(
            "rasa",
            [
                python(), "-m", "bot.operating.serve_rasa", "run", "-i", LOOPBACK, "-p", str(rasa), "--model", str(model_path()),
                "--endpoints", "endpoints.yml", "--credentials", str(settings.credentials_path()),
            ],
            f"http://{LOOPBACK}:{rasa}/", rasa,
        ),
        Server(
            "actions", [python(), "-m", "bot.operating.serve_actions"], f"http://{LOOPBACK}:{actions}/health", actions
        ),
        Server(
            "pages",
            [python(), "-m", "uvicorn", "bot.pages:app", "--host", LOOPBACK, "--port", str(pages), "--no-access-log", "--ws", "none", "--log-level", "warning"],
            f"http://{LOOPBACK}:{pages}/health", pages,
        ),
        Server("gateway", [python(), "-m", "bot.channels.gateway"], f"http://{LOOPBACK}:{gateway}/", gateway),
    ]  # fmt: skip
    try:
        return servers if relayed_channels() else servers[:-1]
    except CredentialsError as error:
        raise OperatingError(str(error)) from error


def check_ports() -> None:
    """Makes sure that every port is free.

    Raises:
        OperatingError: one is taken; says how to choose another.
    """
    for server in all_servers():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, server.port))
            except OSError as error:
                raise OperatingError(
                    f"Port {server.port} is already in use. Stop what uses it, or choose another: "
                    f"BOT_{server.name.upper()}_PORT={server.port + 1000} make run"
                ) from error


def answers(url: str) -> bool:
    """Returns whether a server answers at a URL."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status < 500)
    except urllib.error.HTTPError as error:
        return error.code < 500
    except (OSError, ValueError):
        return False


def wait_until_up(
    say: Callable[[str], None], *, seconds: float = 180, is_over: Callable[[], bool] = lambda: False
) -> bool:
    """Waits until all servers answer; returns False when time is over or `is_over` says so."""
    began = time.monotonic()
    waiting = {server.name: server.health for server in all_servers()}
    said = 0.0
    while waiting and time.monotonic() - began < seconds and not is_over():
        waiting = {name: url for name, url in waiting.items() if not answers(url)}
        if waiting and time.monotonic() - said > 5:
            said = time.monotonic()
            say(f"  … starting {', '.join(waiting)} ({said - began:.0f} s)")
        time.sleep(0.2)
    return not waiting
