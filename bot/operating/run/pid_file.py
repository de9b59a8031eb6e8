"""PID file of the supervisor, `bot.pid` in the state folder, locked while it runs.

The lock tells a running supervisor from a stale id that another process may have by now.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.base import places

PID_FILE = "bot.pid"


def _path() -> Path:
    return places.state_directory() / PID_FILE


@contextmanager
def held() -> Iterator[None]:
    """Hold the lock during the block.

    Raises:
        BlockingIOError: another process holds it.
    """
    descriptor = os.open(_path(), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode("ascii"))
        yield
    finally:
        os.close(descriptor)


def send(number: int) -> bool:
    """Send a signal to the running supervisor (0 only checks); False if none runs."""
    with suppress(OSError, ValueError), _path().open(encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            os.kill(int(file.read()), number)
            return True
    return False
