"""Keeps the servers of one machine running: `python -m bot.operating.supervisor`, to which `bot run` gives way.

    SIGTERM, SIGINT  the servers stop in order, what they are at is finished first
    SIGHUP           they begin anew (other code, another model), Rasa of several processes without a pause

It waits for days, so it imports next to nothing; what is heavy runs in a process that ends.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, STDOUT, Process
from datetime import UTC, datetime

from bot import settings
from bot.operating.environment import child_environment, die_with_parent, python
from bot.operating.servers import LOOPBACK, Server, all_servers, until_up

PID_FILE = "bot.pid"
LONGEST_PAUSE_SECONDS = 30.0
LIVES_SECONDS = 60.0  # a server that lived for longer did not die of starting
STOPPING_SECONDS = 25.0
PURGE_SECONDS = 6 * 3600.0
SAY_SECONDS = 5.0
LONGEST_LINE = 1 << 20
_LAST_TO_STOP = "rasa"  # the others still wait for its answers


def say(line: str) -> None:
    """Prints a line at once."""
    print(line, flush=True)


class Supervisor:
    """Starts the servers together, and again whichever stops."""

    def __init__(self, servers: list[Server], began: float) -> None:
        """Prepares the servers.

        Args:
            servers: what to keep running.
            began: when `bot run` did, by the monotonic clock.
        """
        self._servers, self._began = servers, began
        self._log = (settings.state_directory() / "servers.log").open("a", encoding="utf-8", buffering=1)
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
            *command, cwd=settings.HOME, env=child_environment(), stdout=PIPE, stderr=STDOUT, limit=LONGEST_LINE,
            start_new_session=True, preexec_fn=die_with_parent,
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
            self._log.write(line if settings.logs_are_json() else f"{name:<8}| {line}")
            if "ERROR" in line or "CRITICAL" in line or "Traceback" in line:
                sys.stderr.write(f"{name:<8}| {line}")

    async def _keep(self, server: Server) -> None:
        failures = 0
        while not self._over.is_set():
            began = time.monotonic()
            process = self._running[server.name] = await self._spawn(server.name, server.command)
            back = asyncio.create_task(self._tell_back(server)) if failures else None
            status = await process.wait()
            if back is not None:
                back.cancel()
            if self._over.is_set() or server.name in self._renewed:
                self._renewed.discard(server.name)
                continue
            failures = failures + 1 if time.monotonic() - began < LIVES_SECONDS else 1
            pause = min(LONGEST_PAUSE_SECONDS, 0.5 * 2 ** (failures - 1))
            self._tell(f"{server.name} stopped (status {status}): started again in {pause:g} s. The others go on.")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._over.wait()

    def _tell(self, line: str) -> None:
        say(line)
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        if settings.logs_are_json():
            facts = {"time": now, "level": "WARNING", "server": "supervisor", "process": os.getpid(), "event": line}
            self._log.write(json.dumps(facts, ensure_ascii=False) + "\n")
        else:
            self._log.write(f"{now[:19].replace('T', ' ')} {line}\n")

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
        pages = f"http://{LOOPBACK}:{settings.port('pages')}"
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
                if name == _LAST_TO_STOP and len(settings.rasa_ports()) > 1:
                    process.send_signal(signal.SIGHUP)
                else:
                    self._renewed.add(name)
                    process.terminate()

    async def _stop(self, name: str) -> None:
        process = self._running[name]
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
            try:
                async with asyncio.timeout(STOPPING_SECONDS):
                    await process.wait()
            except TimeoutError:
                process.kill()


def send(number: int) -> bool:
    """Sends a signal to the supervisor that keeps servers running on the state folder; returns whether there is one.

    Args:
        number: the signal; 0 only to know.
    """
    try:
        os.kill(int((settings.state_directory() / PID_FILE).read_text(encoding="ascii")), number)
    except (OSError, ValueError):
        return False
    return True


def main() -> None:
    """Supervises the servers of this machine."""
    pid_file = settings.state_directory() / PID_FILE
    pid_file.write_text(str(os.getpid()), encoding="ascii")
    try:
        asyncio.run(Supervisor(all_servers(), float(sys.argv[1])).run())
    finally:
        pid_file.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
