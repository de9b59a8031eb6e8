"""What every process of the product is started with."""

import os
import sys
from pathlib import Path

from bot import settings


def child_environment() -> dict[str, str]:
    """Returns the environment of a process: nothing reports to outside servers, libraries are quiet.

    Ports and the home folder are written out, so that all agree on them.
    """
    chosen = {
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
        "CUDA_VISIBLE_DEVICES": "-1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "PYTHONUNBUFFERED": "1",
        # A server answers one short text at a time, and threads do not survive a fork.
        "OMP_NUM_THREADS": "1",
        "BOT_HOME": str(settings.HOME),
        **{f"BOT_{name.upper()}_PORT": str(settings.port(name)) for name in settings.PORTS},
    }
    environment = {**os.environ, **chosen}
    environment["PYTHONPATH"] = os.pathsep.join(
        part for part in (str(settings.HOME), os.environ.get("PYTHONPATH", "")) if part
    )
    # Without compiled bytecode each start is many seconds longer.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def python() -> str:
    """Returns the interpreter of the installation."""
    return sys.executable or str(Path("python3"))
