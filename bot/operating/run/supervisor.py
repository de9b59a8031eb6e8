"""Keeps the servers of one machine running: `python -m bot.operating.run.supervisor`, to which `bot run` gives way.

    SIGTERM, SIGINT  the servers stop in order, what they are at is finished first
    SIGHUP           they begin anew (other code, another model), Rasa of several processes without a pause

It waits for days, so it imports next to nothing; what is heavy runs in a process that ends.
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
LARGEST_LOG, OLDER_LOGS = 10_000_000, 5  # bytes, files
LONGEST_PAUSE_SECONDS = 30.0
LIVES_SECONDS = 60.0  # a server that lived for longer did not die of starting
STOPPING_SECONDS = 25.0
PURGE_SECONDS = 6 * 3600.0
SAY_SECONDS = 5.0
LOOK_SECONDS = 5.0  # from one look at a server to the next
KILLING_SECONDS = 3.0  # for a server that hangs to stop by itself
LONGEST_LINE = 1 << 20
_LAST_TO_STOP = "rasa"  # the others still wait for its answers


def say(line: str) -> None:
    """Prints a line at once, where there still is a terminal to print it on."""
    with contextlib.suppress(OSError):
        print(line, flush=True)


class Supervisor:
    """Starts the servers together, and again whichever stops or hangs."""

    def __init__(self, servers: list[Server], began: float) -> None:
        """Prepares the servers.

        Args:
            servers: what to keep running.
            began: when `bot run` did, by the monotonic clock.
        """
        self._servers, self._began = servers, began
        self._log = RotatingFileHandler(
            places.state_directory() / LOG_FILE, maxBytes=LARGEST_LOG, backupCount=OLDER_LOGS, encoding="utf-8"
        )
        self._running: dict[str, Process] = {}
        self._renewed: set[str] = set()
        self._over = asyncio.Event()

    async def run(self) -> None:
        """Keeps the servers running until SIGTERM or SIGINT."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._over.set)
        loop.add_signal_handler(signal.SIGHUP, self._renew)
        tasks = [asyncio.create_task(self._keep(server)) for server in self._servers]
        tasks += [asyncio.create_task(self._announce()), asyncio.create_task(self._purge())]
        await self._over.wait()
        await asyncio.gather(*(self._stop(name) for name in list(self._running) if name != _LAST_TO_STOP))
        await self._stop(_LAST_TO_STOP)
        for task in tasks:
            task.cancel()
        say("Stopped.")

    async def _spawn(self, name: str, command: list[str]) -> Process:
        """Starts a process whose lines go to the log, and which ends with this one."""
        process = await asyncio.create_subprocess_exec(
            *command, cwd=places.HOME, env=child_environment(), stdout=PIPE, stderr=STDOUT, limit=LONGEST_LINE,
            start_new_session=True, preexec_fn=functools.partial(die_with_parent, os.getpid()),
        )  # fmt: skip
        asyncio.create_task(self._copy_lines(name, process))  # noqa: RUF006 - it ends with the process
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
        while not self._over.is_set():
            began = time.monotonic()
            status = await self._run_once(server, is_again=failures > 0)
            if self._over.is_set() or server.name in self._renewed:
                self._renewed.discard(server.name)
                continue
            failures = failures + 1 if time.monotonic() - began < LIVES_SECONDS else 1
            pause = backoff_seconds(failures - 1, maximum=LONGEST_PAUSE_SECONDS)
            self._tell(f"{server.name} stopped ({status}): started again in {pause:g} s. The others go on.")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._over.wait()

    async def _run_once(self, server: Server, *, is_again: bool) -> str:
        """Runs a server until it ends; returns how it did."""
        try:
            process = self._running[server.name] = await self._spawn(server.name, server.command)
        except OSError as error:  # no memory or no process left for it
            return f"not started: {type(error).__name__}"
        looks = [asyncio.create_task(self._watch(server, process))]
        looks += [asyncio.create_task(self._tell_back(server))] if is_again else []
        status = await process.wait()
        for look in looks:
            look.cancel()
        return f"status {status}"

    async def _watch(self, server: Server, process: Process) -> None:
        """Ends a server that no longer answers: `_keep` starts it again.

        Where a server keeps workers of its own, it has as long again to replace them first.
        """
        patience = settings().hang_seconds * min(2, len(server.ports))
        await until_up(server)
        with contextlib.suppress(TimeoutError):
            while True:
                await asyncio.sleep(min(LOOK_SECONDS, patience))
                async with asyncio.timeout(patience):
                    await until_healthy(server)
        self._tell(f"{server.name} has not answered for {patience:g} s: stopped.")
        await _end(process, KILLING_SECONDS)

    def _tell(self, line: str) -> None:
        say(line)
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        if logs.is_json_format():
            facts = {"time": now, "level": "WARNING", "server": "supervisor", "process": os.getpid(), "event": line}
            self._write(json.dumps(facts, ensure_ascii=False))
        else:
            self._write(f"{now[:19].replace('T', ' ')} {line}")

    async def _tell_back(self, server: Server) -> None:
        await until_up(server)
        self._tell(f"{server.name} is back.")

    async def _announce(self) -> None:
        waiting = {asyncio.create_task(until_up(server), name=server.name) for server in self._servers}
        while waiting:
            _, waiting = await asyncio.wait(waiting, timeout=SAY_SECONDS)
            if waiting:
                names = ", ".join(sorted(task.get_name() for task in waiting))
                say(f"  … starting {names} ({time.monotonic() - self._began:.0f} s)")
        pages = f"http://{LOOPBACK}:{settings().pages_port}"
        say(f"\nReady after {time.monotonic() - self._began:.0f} s.")
        say(f"  Chat (candidates) : {pages}/")
        say(f"  Recruiters        : {pages}/recrutement/   (first make an account: .venv/bin/bot recruiter add)")
        say("  In a terminal     : .venv/bin/bot chat")
        say("Ctrl-C stops everything.")

    async def _purge(self) -> None:
        for server in self._servers:
            await until_up(server)
        while True:
            await (await self._spawn("purge", [python(), "-m", "bot.cli", "db", "purge"])).wait()
            await asyncio.sleep(PURGE_SECONDS)

    def _renew(self) -> None:
        self._tell("The servers begin anew.")
        for name, process in self._running.items():
            with contextlib.suppress(ProcessLookupError):
                if name == _LAST_TO_STOP and len(settings().rasa_ports) > 1:
                    process.send_signal(signal.SIGHUP)
                else:
                    self._renewed.add(name)
                    process.terminate()

    async def _stop(self, name: str) -> None:
        await _end(self._running[name], STOPPING_SECONDS)


async def _end(process: Process, seconds: float) -> None:
    """Tells a process to stop, and kills it when it has not after some seconds; its own children end with it."""
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
        try:
            async with asyncio.timeout(seconds):
                await process.wait()
        except TimeoutError:
            process.kill()


def main() -> None:
    """Supervises the servers of this machine."""
    set_private_umask()
    try:
        with pid_file.held():
            asyncio.run(Supervisor(all_servers(), float(sys.argv[1])).run())
    except BlockingIOError:
        raise SystemExit(f"Another `bot run` has the state folder {places.state_directory()}.") from None


if __name__ == "__main__":
    main()
