"""A process with its descendants: start, memory, processor time, stop."""

import contextlib
import subprocess
from pathlib import Path

import psutil

STOPPING_SECONDS = 20


def is_running(process: psutil.Process) -> bool:
    """Whether the process exists and is no zombie."""
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


class ProcessTree:
    """A command and its descendants.

    Args:
        log: file that gets their output.
    """

    def __init__(self, command: list[str], folder: Path, environment: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("ab") as lines:
            self._command = psutil.Popen(
                command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=lines, stderr=subprocess.STDOUT
            )

    @property
    def has_ended(self) -> bool:
        """Whether the command itself has ended."""
        return self._command.poll() is not None

    def processes(self) -> list[psutil.Process]:
        """The command and its descendants that are running."""
        with contextlib.suppress(psutil.NoSuchProcess):
            return list(filter(is_running, [self._command, *self._command.children(recursive=True)]))
        return []

    def memory_megabytes(self) -> float:
        """Proportional set size (PSS) of all processes, in MB (10⁶ bytes)."""
        total = 0.0
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                total += process.memory_full_info().pss / 1e6
        return total

    def processor_seconds(self) -> float:
        """Processor time of all processes and their ended children."""
        total = 0.0
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                total += sum(process.cpu_times()[:4])
        return total

    def end_of_log(self) -> str:
        """The last 1,500 characters of the log."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-1500:]

    def stop(self) -> None:
        """Terminate the command, then kill the remaining descendants."""
        processes = self.processes()
        with contextlib.suppress(psutil.NoSuchProcess):
            self._command.terminate()
        psutil.wait_procs(processes[:1], timeout=STOPPING_SECONDS)
        _, remaining = psutil.wait_procs(processes, timeout=0.3)
        for process in remaining:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        self._command.wait()
        psutil.wait_procs(remaining, timeout=STOPPING_SECONDS)
