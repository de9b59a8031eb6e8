"""The environment and process settings that every process of the product starts with."""

import ctypes
import os
import signal
import sys
from pathlib import Path

from bot.base import places
from bot.base.settings import settings

SERVERS = ("rasa", "pages", "gateway")  # each has the port that BOT_<NAME>_PORT says
_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
_prctl = ctypes.CDLL(None).prctl  # found before a fork


def child_environment() -> dict[str, str]:
    """Environment variables of a child process: no telemetry, quiet libraries, the same ports and home folder."""
    chosen = {
        "RASA_TELEMETRY_ENABLED": "false",
        "CUDA_VISIBLE_DEVICES": "-1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "PYTHONUNBUFFERED": "1",
        # A server answers one short text at a time, and threads do not survive a fork.
        "OMP_NUM_THREADS": "1",
        "BOT_HOME": str(places.HOME),
        **{f"BOT_{name.upper()}_PORT": str(getattr(settings(), f"{name}_port")) for name in SERVERS},
    }
    environment = {**os.environ, **chosen}
    environment["PYTHONPATH"] = os.pathsep.join(
        part for part in (str(places.HOME), os.environ.get("PYTHONPATH", "")) if part
    )
    # Without compiled bytecode each start is many seconds longer.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def python() -> str:
    """The interpreter of this installation."""
    return sys.executable or str(Path("python3"))


def set_private_umask() -> None:
    """Set the umask so that only the owner reads the files of this process and its children."""
    os.umask(0o077)


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this forked process when its parent ends.

    SIGKILL, not SIGTERM: a hanging child would keep its port from the next start.

    Args:
        parent: process id; the parent may have ended already.
    """
    _prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
