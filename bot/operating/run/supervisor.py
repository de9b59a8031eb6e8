"""Supervisor of the servers of one machine: `python -m bot.operating.run.supervisor`, started by `bot run`.

    SIGTERM, SIGINT  stop the servers in order; requests in progress are finished
    SIGHUP           reload the servers (new code or model); Rasa with several workers without a pause

It stays resident for days, so it imports little; heavy work runs in child processes.
"""

import asyncio
import contextlib
import functools
import json
import logging
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, STDOUT, Process
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler

from bot.base import logs, places
from bot.base.clock import backoff_seconds
from bot.base.environment import child_environment, die_with_parent, python, set_private_umask
from bot.base.settings import settings
from bot.operating.run import pid_file
from bot.operating.run.servers import LOOPBACK, Server, all_servers, until_healthy, until_up

LOG_FILE = "servers.log"
MAX_LOG_BYTES, MAX_OLD_LOGS = 10_000_000, 5  # bytes, files
MAX_BACKOFF_SECONDS = 30.0
MIN_UPTIME_SECONDS = 60.0  # a server that exits earlier failed to start
STOPPING_SECONDS = 25.0
PURGE_SECONDS = 6 * 3600.0
PROGRESS_SECONDS = 5.0
CHECK_SECONDS = 5.0  # between two health checks of a server
KILLING_SECONDS = 3.0  # for a hung server to exit by itself
MAX_LINE_BYTES = 1 << 20
_LAST_TO_STOP = "rasa"  # the others still wait for its answers


def say(line: str) -> None:
    """Print a line at once; ignored if the terminal is gone."""
    with contextlib.suppress(OSError):
        print(line, flush=True)


class Supervisor:
    """Starts the servers, and restarts those that stop or hang.

    Args:
        began: start of `bot run`, monotonic clock.
    """

    def __init__(self, servers: list[Server], began: float) -> None:
        self._servers, self._began = servers, began
        self._log = RotatingFileHandler(
            places.state_directory() / LOG_FILE, maxBytes=MAX_LOG_BYTES, backupCount=MAX_OLD_LOGS, encoding="utf-8"
        )
        self._running: dict[str, Process] = {}
        self._reloading: set[str] = set()
        self._stopping = asyncio.Event()
        self._copying: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Run until SIGTERM or SIGINT."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stopping.set)
        loop.add_signal_handler(signal.SIGHUP, self._reload)
        tasks = [asyncio.create_task(self._keep(server)) for server in self._servers]
        tasks += [asyncio.create_task(self._announce()), asyncio.create_task(self._purge())]
        await self._stopping.wait()
        await asyncio.gather(*(self._stop(name) for name in list(self._running) if name != _LAST_TO_STOP))
        await self._stop(_LAST_TO_STOP)
        for task in tasks:
            task.cancel()
        await asyncio.wait([*tasks, *self._copying], timeout=KILLING_SECONDS)
        say("Stopped.")

    async def _spawn(self, name: str, command: list[str]) -> Process:
        """Start a child process whose output goes to the log and which ends with this process."""
        process = await asyncio.create_subprocess_exec(
            *command, cwd=places.HOME, env=child_environment(), stdout=PIPE, stderr=STDOUT, limit=MAX_LINE_BYTES,
            start_new_session=True, preexec_fn=functools.partial(die_with_parent, os.getpid()),
        )  # fmt: skip
        copying = asyncio.create_task(self._copy_lines(name, process))
        self._copying.add(copying)
        copying.add_done_callback(self._copying.discard)
        return process

    async def _copy_lines(self, name: str, process: Process) -> None:
        assert process.stdout is not None
        while True:
            try:
                line = (await process.stdout.readline()).decode(errors="replace")
            except ValueError:
                line = "(a line that is too long)\n"
            if not line:
                return
            self._write(line if logs.is_json_format() else f"{name:<8}| {line}")
            if "ERROR" in line or "CRITICAL" in line or "Traceback" in line:
                with contextlib.suppress(OSError):
                    sys.stderr.write(f"{name:<8}| {line}")

    def _write(self, line: str) -> None:
        self._log.emit(logging.makeLogRecord({"msg": line.rstrip("\n")}))

    async def _keep(self, server: Server) -> None:
        failures = 0
        while not self._stopping.is_set():
            began = time.monotonic()
            status = await self._run_once(server, is_again=failures > 0)
            if self._stopping.is_set() or server.name in self._reloading:
                self._reloading.discard(server.name)
                continue
            failures = failures + 1 if time.monotonic() - began < MIN_UPTIME_SECONDS else 1
            pause = backoff_seconds(failures - 1, maximum=MAX_BACKOFF_SECONDS)
            self._report(f"{server.name} stopped ({status}): restarting in {pause:g} s. The others keep running.")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._stopping.wait()

    async def _run_once(self, server: Server, *, is_again: bool) -> str:
        """Run a server until it exits; returns its status."""
        try:
            process = self._running[server.name] = await self._spawn(server.name, server.command)
        except OSError as error:  # no memory or no process left for it
            return f"not started: {type(error).__name__}"
        tasks = [asyncio.create_task(self._watch(server, process))]
        tasks += [asyncio.create_task(self._report_recovery(server))] if is_again else []
        status = await process.wait()
        for task in tasks:
            task.cancel()
        return f"status {status}"

    async def _watch(self, server: Server, process: Process) -> None:
        """Terminate a server that fails its health check, so that `_keep` restarts it.

        A server with workers of its own gets twice the time, to replace them first.
        """
        patience = settings().hang_seconds * min(2, len(server.ports))
        await until_up(server)
        with contextlib.suppress(TimeoutError):
            while True:
                await asyncio.sleep(min(CHECK_SECONDS, patience))
                async with asyncio.timeout(patience):
                    await until_healthy(server)
        self._report(f"{server.name} has not answered for {patience:g} s: stopped.")
        await _end(process, KILLING_SECONDS)

    def _report(self, line: str) -> None:
        say(line)
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        if logs.is_json_format():
            facts = {"time": now, "level": "WARNING", "server": "supervisor", "process": os.getpid(), "event": line}
            self._write(json.dumps(facts, ensure_ascii=False))
        else:
            self._write(f"{now[:19].replace('T', ' ')} {line}")

    async def _report_recovery(self, server: Server) -> None:
        await until_up(server)
        self._report(f"{server.name} is back.")

    async def _announce(self) -> None:
        waiting = {asyncio.create_task(until_up(server), name=server.name) for server in self._servers}
        while waiting:
            _, waiting = await asyncio.wait(waiting, timeout=PROGRESS_SECONDS)
            if waiting:
                names = ", ".join(sorted(task.get_name() for task in waiting))
                say(f"  … starting {names} ({time.monotonic() - self._began:.0f} s)")
        pages = f"http://{LOOPBACK}:{settings().pages_port}"
        say(f"\nReady after {time.monotonic() - self._began:.0f} s.")
        say(f"  Chat (candidates) : {pages}/")
        say(f"  Recruiters        : {pages}/recrutement/   (create an account first: .venv/bin/bot recruiter add)")
        say("  In a terminal     : .venv/bin/bot chat")
        say("Ctrl-C stops everything.")

    async def _purge(self) -> None:
        for server in self._servers:
            await until_up(server)
        while True:
            process = await self._spawn("purge", [python(), "-m", "bot.cli", "db", "purge"])
            try:
                await process.wait()
            finally:
                await _end(process, KILLING_SECONDS)
            await asyncio.sleep(PURGE_SECONDS)

    def _reload(self) -> None:
        self._report("Reloading the servers.")
        for name, process in self._running.items():
            with contextlib.suppress(ProcessLookupError):
                if name == _LAST_TO_STOP and len(settings().rasa_ports) > 1:
                    process.send_signal(signal.SIGHUP)
                else:
                    self._reloading.add(name)
                    process.terminate()

    async def _stop(self, name: str) -> None:
        await _end(self._running[name], STOPPING_SECONDS)


async def _end(process: Process, seconds: float) -> None:
    """Terminate a process, and kill it after `seconds`."""
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
        try:
            async with asyncio.timeout(seconds):
                await process.wait()
        except TimeoutError:
            process.kill()


def main() -> None:
    """Supervise the servers of this machine."""
    set_private_umask()
    try:
        with pid_file.held():
            asyncio.run(Supervisor(all_servers(), float(sys.argv[1])).run())
    except BlockingIOError:
        raise SystemExit(f"Another `bot run` has the state folder {places.state_directory()}.") from None


if __name__ == "__main__":
    main()
