"""Thread offloading: long computations run in threads, so that the event loop keeps serving other conversations.

A computing thread cannot be stopped. A process with one that runs too long reports itself as stuck (`is_stuck`) and is
replaced like one whose event loop hangs.
"""

import asyncio
import threading
import time
from collections.abc import Callable

from bot.base.settings import settings

_started: dict[int, float] = {}  # start of each thread's computation, by thread id


def timed[T](call: Callable[[], T]) -> T:
    """Call a function; `is_stuck` watches its duration."""
    _started[threading.get_ident()] = time.monotonic()
    try:
        return call()
    finally:
        del _started[threading.get_ident()]


def is_stuck() -> bool:
    """Whether a computation has run longer than `hang_seconds`."""
    return any(time.monotonic() - started > settings().hang_seconds for started in list(_started.values()))


async def run_in_thread[T](call: Callable[[], T]) -> T:
    """Run a function in a thread of the default pool, in the current context."""
    return await asyncio.to_thread(timed, call)
