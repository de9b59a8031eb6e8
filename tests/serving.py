"""Applications on a loopback port, served in a thread of the test."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from tests.waiting import wait_until


@contextmanager
def served(application: Any, **options: Any) -> Iterator[tuple[uvicorn.Server, int]]:
    """Serve an application by uvicorn; yields the server and its port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(application, ws="none", log_level="error", **options))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            wait_until(lambda: server.started, 60)
            yield server, listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(30)
