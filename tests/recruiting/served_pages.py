"""The recruiters' pages on a real port of loopback, behind the headers that they have in service."""

import socket
import threading
import time
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from bot.front.headers import Headers
from bot.recruiting.app import app


@contextmanager
def served_pages():
    """Yields their address while they are served."""
    pages = FastAPI()
    pages.mount("/recrutement", app)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(Headers(pages), ws="none", log_level="error"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            while not server.started:
                time.sleep(0.02)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/recrutement"
        finally:
            server.should_exit = True
            thread.join(10)
