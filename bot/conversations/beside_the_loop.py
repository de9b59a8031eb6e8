"""What computes for long runs in threads beside the event loop, so that other conversations go on meanwhile.

Messages are read one after the other in a thread of their own: what reads them shares what it was just told to read.
A thread that computes cannot be ended. A process in which one does for too long shows no more life (`is_stuck`), and is
replaced as one whose event loop hangs.
"""

import asyncio
import contextvars
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from bot.base.settings import settings

if TYPE_CHECKING:
    from rasa.core.channels.channel import UserMessage
    from rasa.core.processor import MessageProcessor
    from rasa.shared.core.trackers import DialogueStateTracker

T = TypeVar("T")

_began: dict[int, float] = {}  # of each thread that computes, by its id


def _timed(call: Callable[[], T]) -> T:
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
    return await asyncio.to_thread(_timed, call)


def read_beside(processor: "MessageProcessor") -> None:
    """Lets a processor of Rasa read every message in one thread; to be called in the process that serves."""
    read = processor.parse_message
    thread = ThreadPoolExecutor(1, thread_name_prefix="reading")

    async def parse_message(
        message: "UserMessage", tracker: "DialogueStateTracker | None" = None, only_output_properties: bool = True
    ) -> dict[str, Any]:
        context = contextvars.copy_context()
        return await asyncio.get_running_loop().run_in_executor(
            thread, context.run, _timed, lambda: asyncio.run(read(message, tracker, only_output_properties))
        )

    processor.parse_message = parse_message
