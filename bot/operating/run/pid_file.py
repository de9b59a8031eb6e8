"""Who keeps the servers running on a state folder: its process id in `bot.pid`, locked for as long as it lives.

A lock, because the id that a killed one left behind may be another process's by now.
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
    """Holds the file of the state folder for the block.

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
    """Sends a signal to the supervisor that keeps servers running on the state folder; returns whether there is one.

    Args:
        number: the signal; 0 only to know.
    """
    with suppress(OSError, ValueError), _path().open(encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            os.kill(int(file.read()), number)
            return True
    return False
