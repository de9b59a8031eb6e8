"""`bot run`: sees that all can start, then gives way to the supervisor."""

import os
import signal
import time
from collections.abc import Callable

from bot.base import places
from bot.base.environment import child_environment, python
from bot.base.errors import OperatingError, OperatingWarning
from bot.base.secret_key import secret_key
from bot.operating.commands.tables import index_words, name_database, prepare_database
from bot.operating.data.keys import check as check_keys
from bot.operating.health.opening import check_address, check_mail, check_settings
from bot.operating.run import pid_file
from bot.operating.run.servers import check_ports
from bot.operating.run.training import train


def run(say: Callable[[str], None]) -> None:
    """Trains and migrates if needed, then becomes the supervisor: this process goes on as that small one.

    Args:
        say: told of progress, a line at a time.

    Raises:
        OperatingError: something must be mended first.
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
    prepare_database()
    check_keys(name_database())
    index_words()
    secret_key()
    os.chdir(places.HOME)
    os.execve(python(), [python(), "-m", "bot.operating.run.supervisor", str(began)], child_environment())


def renew(say: Callable[[str], None]) -> None:
    """Lets running servers begin anew: other code, another model, no message lost.

    Raises:
        OperatingError: they are not running.
    """
    if not pid_file.send(signal.SIGHUP):
        raise OperatingError("The servers are not running here: start them with `make run`.")
    say("The servers begin anew; servers.log says when they are ready.")
