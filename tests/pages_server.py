"""The pages on a real uvicorn, as the product starts it, with shorter timeouts."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.base import places
from bot.middleware.connections import TimeoutHttpProtocol
from bot.operating.run.servers import all_servers, is_up
from bot.tools.evaluation.servers import free_port
from tests.waiting import wait_until


class ShortTimeouts(TimeoutHttpProtocol):
    """The product's protocol with timeouts of a second."""

    header_timeout = body_timeout = write_timeout = 1.0


class Pages:
    """A process of the pages."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.port = free_port()
        self.log = folder / "pages.log"
        variables = {
            **os.environ, "BOT_STATE": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'bot.db'}", "BOT_RASA_URLS": "http://127.0.0.1:1",
            "PYTHONPATH": str(places.HOME), **environment,
        }  # fmt: skip
        (pages,) = (server for server in all_servers() if server.name == "pages")
        command = [sys.executable if word == pages.command[0] else word for word in pages.command]
        command[command.index("--port") + 1] = str(self.port)
        command[command.index("--http") + 1] = "tests.pages_server:ShortTimeouts"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=places.HOME, env=variables, stdout=log, stderr=log)
        health = f"http://127.0.0.1:{self.port}/health"
        wait_until(lambda: is_up(health) or self.process.poll() is not None, 120, self.log.read_text)
        assert self.process.poll() is None, self.log.read_text()

    def connect(self, receive_buffer: int | None = None) -> socket.socket:
        """A connection with a read timeout of a minute."""
        connection = socket.socket()
        if receive_buffer is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        connection.settimeout(60)
        connection.connect(("127.0.0.1", self.port))
        return connection

    def request(self, request: bytes) -> bytes:
        """Send bytes; returns the response until the server closes."""
        with self.connect() as connection:
            connection.sendall(request)
            return read_until_closed(connection)


def read_until_closed(connection: socket.socket) -> bytes:
    """All bytes until the peer closes.

    Raises:
        TimeoutError: it does not close.
    """
    received = b""
    try:
        while part := connection.recv(65_536):
            received += part
    except ConnectionResetError:
        pass
    return received


@contextmanager
def running_pages(folder: Path, **environment: str) -> Iterator[Pages]:
    """The pages without Rasa."""
    pages = Pages(folder, **environment)
    try:
        yield pages
    finally:
        pages.process.terminate()
        try:
            pages.process.wait(30)
        except subprocess.TimeoutExpired:
            pages.process.kill()
            raise
