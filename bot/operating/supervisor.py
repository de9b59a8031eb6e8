"""One command that starts everything and stops everything."""

import io
import os
import shlex
import sys
import threading
import time
from collections.abc import Callable

from honcho.manager import Manager
from honcho.printer import Printer
from sqlalchemy.exc import OperationalError

from bot import settings
from bot.operating.environment import child_environment
from bot.operating.errors import OperatingError
from bot.operating.purge import keep_purging
from bot.operating.servers import LOOPBACK, all_servers, check_ports, wait_until_up
from bot.operating.tables import name_database
from bot.operating.training import train


class _Log(io.TextIOBase):
    """Where the servers' lines go: a file, and the screen for what an operator must see."""

    def __init__(self) -> None:
        self._file = (settings.state_directory() / "servers.log").open("a", encoding="utf-8")

    def write(self, line: str) -> int:
        self._file.write(line)
        self._file.flush()
        if "ERROR" in line or "CRITICAL" in line or "Traceback" in line:
            sys.stderr.write(line)
        return len(line)

    def flush(self) -> None:
        self._file.flush()

    def isatty(self) -> bool:
        return False


def prepare_database() -> None:
    """Creates or migrates the tables.

    Raises:
        OperatingError: the database cannot be opened; says what to check.
    """
    database = name_database()
    place = database.url.render_as_string(hide_password=True)
    try:
        database.migrate()
    except OperationalError as error:
        reason = str(error.orig).splitlines()[0]
        if "locked" in reason:
            remedy = "another program holds it: close it (a database browser, another `make run`) and run again"
        elif database.is_sqlite:
            remedy = "check that its folder exists, is writable and has room"
        else:
            remedy = "check that the server runs and that DATABASE_URL is right"
        raise OperatingError(f"The database {place} cannot be used ({reason}): {remedy}.") from error
    finally:
        database.engine.dispose()


def run(say: Callable[[str], None]) -> int:
    """Trains if needed, starts the servers, prints the addresses when all answer, waits for Ctrl-C.

    Args:
        say: told of progress, a line at a time.

    Returns:
        Exit status: 0 after Ctrl-C, else of the server that stopped by itself.

    Raises:
        OperatingError: something must be mended first.
    """
    began = time.monotonic()
    os.umask(0o077)  # the database, its journal and the log are their owner's alone
    check_ports()
    prepare_database()
    settings.secret_key()
    train(say)
    log_lines = _Log()
    manager = Manager(Printer(log_lines, colour=False))
    for server in all_servers():
        manager.add_process(
            server.name, f"exec {shlex.join(server.command)}", env=child_environment(), cwd=str(settings.HOME)
        )
    is_over = threading.Event()
    announcer = threading.Thread(target=_announce, args=(say, is_over, began), daemon=True)
    announcer.start()
    purger = threading.Thread(
        target=keep_purging, args=(lambda line: print(line, file=log_lines),), kwargs={"is_over": is_over}, daemon=True
    )
    purger.start()
    manager.loop()
    is_over.set()
    stopped_by_hand = manager.returncode in {130, 143}
    log = settings.state_directory() / "servers.log"
    say("Stopped." if stopped_by_hand else f"A server stopped by itself; all were stopped. See the end of {log}.")
    return 0 if stopped_by_hand else int(manager.returncode or 1)


def _announce(say: Callable[[str], None], is_over: threading.Event, began: float) -> None:
    if not wait_until_up(say, is_over=is_over.is_set):
        if not is_over.is_set():
            say(f"The servers do not all answer yet. See {settings.state_directory() / 'servers.log'}.")
        return
    pages = f"http://{LOOPBACK}:{settings.port('pages')}"
    say(f"\nReady after {time.monotonic() - began:.0f} s.")
    say(f"  Chat (candidates) : {pages}/")
    say(f"  Recruiters        : {pages}/recrutement/   (first make an account: .venv/bin/bot recruiter add)")
    say("  In a terminal     : .venv/bin/bot chat")
    say("Ctrl-C stops everything.")
