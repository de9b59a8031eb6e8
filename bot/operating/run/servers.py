"""The servers of an installation: commands, ports and health."""

import asyncio
import json
import socket
import time
from dataclasses import dataclass

from bot.base.environment import python
from bot.base.errors import OperatingError
from bot.base.settings import settings
from bot.channels.gateway.credentials import CredentialsError, relayed_channels

LOOPBACK = "127.0.0.1"
_RELEASE_SECONDS = 2.0  # a killed process frees its memory before its ports


@dataclass(frozen=True)
class Server:
    """One server process.

    Attributes:
        name: `rasa`, `pages` or `gateway`.
        health_path: path that every port answers while the server lives.
        ports: on loopback; all accept connections once the server is ready.
    """

    name: str
    command: list[str]
    health_path: str
    ports: tuple[int, ...]

    @property
    def health(self) -> str:
        """URL of the health check on the first port."""
        return f"http://{LOOPBACK}:{self.ports[0]}{self.health_path}"


def all_servers() -> list[Server]:
    """The servers of this machine in starting order; the gateway only if a channel or e-mail needs it.

    Raises:
        OperatingError: `credentials.yml` cannot be read.
    """
    rasa, pages, gateway = settings().rasa_ports, settings().pages_port, settings().gateway_port
    servers = [
        Server("rasa", [python(), "-m", "bot.operating.run.serve_rasa"], "/webhooks/web/health", tuple(rasa)),
        Server(
            "pages",
            [python(), "-m", "uvicorn", "bot.operating.run.pages:app", "--host", LOOPBACK, "--port", str(pages), "--http", "bot.middleware.connections:TimeoutHttpProtocol",
             "--no-access-log", "--ws", "none", "--log-level", "warning", "--timeout-graceful-shutdown", "20"],
            "/health", (pages,),
        ),
        Server("gateway", [python(), "-m", "bot.channels.gateway.gateway"], "/", (gateway,)),
    ]  # fmt: skip
    try:
        return servers if relayed_channels() or settings().smtp_url else servers[:-1]
    except CredentialsError as error:
        raise OperatingError(str(error)) from error


def check_ports() -> None:
    """Check that every port is free.

    Raises:
        OperatingError: one is in use, with how to choose another.
    """
    deadline = time.monotonic() + _RELEASE_SECONDS
    for server in all_servers():
        for port in server.ports:
            while not _is_free(port):
                if time.monotonic() > deadline:
                    raise OperatingError(
                        f"Port {port} is already in use. Stop what uses it, or choose another: "
                        f"BOT_{server.name.upper()}_PORT={server.ports[0] + 1000} make run"
                    )
                time.sleep(0.1)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


async def until_up(server: Server) -> None:
    """Wait until all ports accept connections."""
    for port in server.ports:
        while True:
            try:
                _, writer = await asyncio.open_connection(LOOPBACK, port)
            except OSError:
                await asyncio.sleep(0.1)
            else:
                writer.close()
                break


async def until_healthy(server: Server) -> None:
    """Wait until one of the ports passes its health check."""

    async def healthy(port: int) -> None:
        while not await _is_healthy(port, server.health_path):
            await asyncio.sleep(0.5)

    checks = [asyncio.create_task(healthy(port)) for port in server.ports]
    try:
        await asyncio.wait(checks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for check in checks:
            check.cancel()


async def _is_healthy(port: int, path: str) -> bool:
    """Whether a port answers with a 2xx status; no timeout."""
    writer = None
    try:
        reader, writer = await asyncio.open_connection(LOOPBACK, port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {LOOPBACK}\r\nConnection: close\r\n\r\n".encode())
        version, _, status = (await reader.readline()).partition(b" ")
        return version.startswith(b"HTTP/") and status.startswith(b"2")
    except (OSError, ValueError):
        return False
    finally:
        if writer is not None:
            writer.close()


def channel_states(url: str) -> dict[str, str]:
    """State of each channel, from the health URL of a gateway; empty if it does not run."""
    import urllib.request  # as in `is_up`

    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            states = json.load(response)
    except (OSError, ValueError):
        return {}
    rows = states.items() if isinstance(states, dict) else ()
    return {str(name): str(row["state"]) for name, row in rows if isinstance(row, dict) and "state" in row}


def is_up(url: str) -> bool:
    """Whether a server answers at this URL with a status below 500."""
    import urllib.error  # not for those who only want to know the servers
    import urllib.request

    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return bool(response.status < 500)
    except urllib.error.HTTPError as error:
        return error.code < 500
    except (OSError, ValueError):
        return False
