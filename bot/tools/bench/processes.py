"""A process with its descendants: start, memory, processor time, stop."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

STOPPING_SECONDS = 20
_KILOBYTE_TO_MEGABYTE = 1024 / 1e6


def process_tree(pid: int) -> list[int]:
    """Ids of the process and of its descendants that are running."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:  # it has ended
            continue
        children.setdefault(int(fields[1]), []).append(int(path.parent.name))
    tree = [pid]
    for member in tree:
        tree += children.get(member, [])
    return list(filter(is_running, tree))


def is_running(pid: int) -> bool:
    """Whether the process exists and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def pss_megabytes(pid: int) -> float:
    """Proportional set size (PSS) in MB (10⁶ bytes); 0 after the end of the process."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    match = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(match[1]) * _KILOBYTE_TO_MEGABYTE if match else 0.0


def processor_seconds(pid: int) -> float:
    """Processor time of the process and its ended children; 0 after the end of the process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def command_name(pid: int) -> str:
    """Shortened command line: module or program, and its first argument."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return "ended"
    words = [word for word in words if word and word not in {"-m", "-c"}]
    return " ".join(Path(word).name if "/" in word else word for word in words[:3])[:80]


class ProcessTree:
    """A command and its descendants.

    Args:
        log: file that gets their output.
    """

    def __init__(self, command: list[str], folder: Path, environment: dict[str, str], log: Path) -> None:
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
        """PSS in MB of each process, by command and id."""
        return {f"{command_name(pid)} [{pid}]": pss_megabytes(pid) for pid in process_tree(self._process.pid)}

    def processor_seconds(self) -> float:
        """Processor time of all processes."""
        return sum(map(processor_seconds, process_tree(self._process.pid)))

    def end_of_log(self) -> str:
        """The last 1,500 characters of the log."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-1500:]

    def stop(self) -> None:
        """Terminate the command, then kill the remaining descendants."""
        members = process_tree(self._process.pid)
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
