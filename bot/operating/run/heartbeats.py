"""Heartbeats of forked workers in shared memory.

The parent counts its own checks without a beat, not seconds, so that suspending the machine kills no worker.
"""

import mmap

from bot.base.settings import settings

MAX_MISSED_BEATS = 10  # without a beat in between, one after the other


def beat_seconds() -> float:
    """Interval of heartbeats and of the parent's checks."""
    return settings().hang_seconds / MAX_MISSED_BEATS


class Heartbeats:
    """One byte of shared memory for each worker, by index. Create it before forking."""

    def __init__(self, workers: int) -> None:
        self._beats = mmap.mmap(-1, workers)
        self._seen = [0] * workers
        self._missed = [0] * workers

    def beat(self, worker: int) -> None:
        """Send a heartbeat; called in the worker's process."""
        self._beats[worker] = (self._beats[worker] + 1) % 256

    def begin(self, worker: int) -> None:
        """Reset the counter of a worker about to be forked."""
        self._missed[worker] = 0

    def missed_beats(self, worker: int) -> int:
        """Check a worker; returns the number of consecutive checks without a heartbeat."""
        beats = self._beats[worker]
        self._missed[worker] = 0 if beats != self._seen[worker] else self._missed[worker] + 1
        self._seen[worker] = beats
        return self._missed[worker]
