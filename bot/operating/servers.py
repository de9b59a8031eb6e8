"""The servers of an installation: their commands, and whether they answer."""

import asyncio
import socket
from dataclasses import dataclass

from bot import settings
from bot.channels.credentials import CredentialsError, relayed_channels
from bot.operating.environment import python
from bot.operating.errors import OperatingError

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Server:
    """One server process.

    Attributes:
        name: `rasa`, `pages` or `gateway`.
        command: what starts it.
        health: URL that answers when it is up.
        ports: its ports on loopback; all accept once it can serve.
    """

    name: str
    command: list[str]
    health: str
    ports: tuple[int, ...]


def all_servers() -> list[Server]:
    """Returns the servers of one machine, in the order in which they are started.

    The gateway is one of them only when a channel needs it, or e-mails are to be sent.

    Raises:
        OperatingError: `credentials.yml` cannot be read.
    """
    rasa, pages, gateway = settings.rasa_ports(), settings.port("pages"), settings.port("gateway")
    servers = [
        Server("rasa", [python(), "-m", "bot.operating.serve_rasa"], f"http://{LOOPBACK}:{rasa[0]}/", tuple(rasa)),
        Server(
            "pages",
            [python(), "-m", "uvicorn", "bot.pages:app", "--host", LOOPBACK, "--port", str(pages), "--http", "bot.front.connections:Connection",
             "--no-access-log", "--ws", "none", "--log-level", "warning", "--timeout-graceful-shutdown", "20"],
            f"http://{LOOPBACK}:{pages}/health", (pages,),
        ),
        Server("gateway", [python(), "-m", "bot.channels.gateway"], f"http://{LOOPBACK}:{gateway}/", (gateway,)),
    ]  # fmt: skip
    try:
        return servers if relayed_channels() or settings.smtp_url() else servers[:-1]
    except CredentialsError as error:
        raise OperatingError(str(error)) from error


def check_ports() -> None:
    """Makes sure that every port is free.

    Raises:
        OperatingError: one is taken; says how to choose another.
    """
    for server in all_servers():
        for port in server.ports:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((LOOPBACK, port))
                except OSError as error:
                    raise OperatingError(
                        f"Port {port} is already in use. Stop what uses it, or choose another: "
                        f"BOT_{server.name.upper()}_PORT={server.ports[0] + 1000} make run"
                    ) from error


async def until_up(server: Server) -> None:
    """Waits until all ports of a server accept."""
    for port in server.ports:
        while True:
            try:
                _, writer = await asyncio.open_connection(LOOPBACK, port)
            except OSError:
                await asyncio.sleep(0.1)
            else:
                writer.close()
                break


def answers(url: str) -> bool:
    """Returns whether a server answers at a URL."""
    import urllib.error  # not for those who only want to know the servers
    import urllib.request

    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status < 500)
    except urllib.error.HTTPError as error:
        return error.code < 500
    except (OSError, ValueError):
        return False
