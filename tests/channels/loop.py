"""One event loop for all clients of the tests: matrix-nio binds its tables for the whole process, so not one a thread."""

import asyncio
import functools
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any


@functools.cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return loop


def start(work: Coroutine[Any, Any, Any]) -> "Future[Any]":
    """Begins some work in the loop."""
    return asyncio.run_coroutine_threadsafe(work, _loop())


def run(work: Coroutine[Any, Any, Any], seconds: float = 60) -> Any:
    """Does some work in the loop and returns its result."""
    return start(work).result(seconds)
