"""What computes for long runs in threads beside the event loop, so that other conversations go on meanwhile.

A thread that computes cannot be ended. A process in which one does for too long shows no more life (`is_stuck`), and is
replaced as one whose event loop hangs.
"""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from bot.base.settings import settings

T = TypeVar("T")

_began: dict[int, float] = {}  # of each thread that computes, by its id


def timed(call: Callable[[], T]) -> T:
    """Returns what a function returns; `is_stuck` sees for how long its thread computes."""
    _began[threading.get_ident()] = time.monotonic()
    try:
        return call()
    finally:
        del _began[threading.get_ident()]


def is_stuck() -> bool:
    """Returns whether something has computed beside the loop for longer than a server may hang."""
    return any(time.monotonic() - began > settings().hang_seconds for began in list(_began.values()))


async def run_beside(call: Callable[[], T]) -> T:
    """Returns what a function returns; it runs in one of a few threads, in the present context."""
    return await asyncio.to_thread(timed, call)
