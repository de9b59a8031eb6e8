"""`bot run`: check and prepare everything, then become the supervisor. `bot renew`: reload the servers."""

import os
import signal
import time
from collections.abc import Callable

from bot.base import places
from bot.base.environment import child_environment, python
from bot.base.errors import OperatingError, OperatingWarning
from bot.base.secret_key import secret_key
from bot.operating.commands.tables import configured_database
from bot.operating.data.keys import check as check_keys
from bot.operating.data.upgrade import upgrade
from bot.operating.health.preflight import check_address, check_mail, check_settings
from bot.operating.run import pid_file
from bot.operating.run.servers import check_ports
from bot.operating.run.training import train


def run(say: Callable[[str], None]) -> None:
    """Train and upgrade the tables if needed, then replace this process by the supervisor.

    Raises:
        OperatingError: something must be fixed first.
    """
    began = time.monotonic()
    check_settings()
    check_ports()
    check_mail()
    try:
        check_address()
    except OperatingWarning as warning:
        say(f"Note: {warning}")
    train(say)
    upgrade(say)
    check_keys(configured_database())
    secret_key()
    os.chdir(places.HOME)
    os.execve(python(), [python(), "-m", "bot.operating.run.supervisor", str(began)], child_environment())


def renew(say: Callable[[str], None]) -> None:
    """Reload the running servers (new code or model) without losing a message.

    Raises:
        OperatingError: they are not running.
    """
    if not pid_file.send(signal.SIGHUP):
        raise OperatingError("The servers are not running here: start them with `make run`.")
    say("Reloading the servers; servers.log says when they are ready.")
