"""The pages on a real uvicorn of loopback, as the product starts it, with seconds and settings of a test's own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.base import places
from bot.middleware.connections import TimeoutHttpProtocol
from bot.operating.run.servers import all_servers, answers
from bot.tools.evaluation.servers import free_port
from tests.waiting import wait_until


class BriefConnection(TimeoutHttpProtocol):
    """That of the product, with less patience."""

    header_timeout = body_timeout = write_timeout = 1.0


class Pages:
    """A process of the pages.

    Attributes:
        port: on loopback.
        log: what it wrote.
    """

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
        command[command.index("--http") + 1] = "tests.front_server:BriefConnection"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=places.HOME, env=variables, stdout=log, stderr=log)
        health = f"http://127.0.0.1:{self.port}/health"
        wait_until(lambda: answers(health) or self.process.poll() is not None, 120, self.log.read_text)
        assert self.process.poll() is None, self.log.read_text()

    def connect(self, receive_buffer: int | None = None) -> socket.socket:
        """Returns a connection whose answers are waited for a minute at most."""
        connection = socket.socket()
        if receive_buffer is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        connection.settimeout(60)
        connection.connect(("127.0.0.1", self.port))
        return connection

    def ask(self, request: bytes) -> bytes:
        """Returns all that is answered to some bytes until the server closes."""
        with self.connect() as connection:
            connection.sendall(request)
            return everything(connection)


def everything(connection: socket.socket) -> bytes:
    """Returns what arrives until the other side closes.

    Raises:
        TimeoutError: it does not close.
    """
    found = b""
    try:
        while part := connection.recv(65_536):
            found += part
    except ConnectionResetError:
        pass
    return found


@contextmanager
def pages_in_front(folder: Path, **environment: str) -> Iterator[Pages]:
    """Runs the pages; Rasa is away."""
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
