"""What runs: the processes of an installation, started by one command, and the memory that they hold."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

LOOPBACK = "127.0.0.1"
STOPPING_SECONDS = 20
_KILOBYTE_TO_MEGABYTE = 1024 / 1e6


def free_ports(number: int) -> int:
    """Returns the first of so many free loopback ports in a row."""
    for first in range(21300, 60000, number):
        if all(_is_free(port) for port in range(first, first + number)):
            return first
    raise OSError(f"no {number} free ports in a row")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def family(pid: int) -> list[int]:
    """Returns a process and all that descend from it, those that still run."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:  # it has ended
            continue
        children.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found, left = [], [pid]
    while left:
        one = left.pop()
        found.append(one)
        left += children.get(one, [])
    return list(filter(is_running, found))


def is_running(pid: int) -> bool:
    """Returns whether a process has not ended; one whose parent has not taken notice has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def held_megabytes(pid: int) -> float:
    """Returns the proportional share of memory (PSS) of a process, in MB (10⁶ bytes); 0 for one that has ended."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) * _KILOBYTE_TO_MEGABYTE if found else 0.0


def processor_seconds(pid: int) -> float:
    """Returns the processor time that a process and its ended children have taken; 0 for one that has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def command_of(pid: int) -> str:
    """Returns what a process was started with, shortened: the module or program, and its first argument."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return "ended"
    words = [word for word in words if word and word not in {"-m", "-c"}]
    return " ".join(Path(word).name if "/" in word else word for word in words[:3])[:80]


class Running:
    """A command and its descendants."""

    def __init__(self, command: list[str], folder: Path, environment: dict[str, str], log: Path) -> None:
        """Starts a command.

        Args:
            command: what to run.
            folder: where.
            environment: with what.
            log: where its lines go.
        """
        self.log = log
        with log.open("ab") as lines:
            self._process = subprocess.Popen(
                command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=lines, stderr=subprocess.STDOUT
            )

    @property
    def has_ended(self) -> bool:
        """Whether the command itself has ended."""
        return self._process.poll() is not None

    def memory(self) -> dict[str, float]:
        """Returns PSS in MB of each process, by what it was started with and its id."""
        return {f"{command_of(pid)} [{pid}]": held_megabytes(pid) for pid in family(self._process.pid)}

    def processor_seconds(self) -> float:
        """Returns the processor time that all have taken."""
        return sum(map(processor_seconds, family(self._process.pid)))

    def end_of_log(self) -> str:
        """Returns the last lines that were written."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-1500:]

    def stop(self) -> None:
        """Asks the command to end, then ends whatever of its family is left."""
        members = family(self._process.pid)
        _signal([self._process.pid], signal.SIGTERM)
        deadline = time.monotonic() + STOPPING_SECONDS
        while time.monotonic() < deadline and not self.has_ended:
            time.sleep(0.1)
        time.sleep(0.3)
        _signal(filter(is_running, members), signal.SIGKILL)
        self._process.wait()
        deadline = time.monotonic() + STOPPING_SECONDS
        while any(map(is_running, members)) and time.monotonic() < deadline:
            time.sleep(0.05)


def _signal(pids: Iterable[int], number: int) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue
