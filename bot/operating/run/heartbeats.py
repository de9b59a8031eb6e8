"""Heartbeats of forked workers: each changes a byte that its parent sees; one whose byte stands still hangs.

The parent counts its looks, not seconds: where the whole machine stood still, nobody is taken for hanging.
"""

import mmap

from bot.base.settings import settings

LOOKS = 10  # without a beat in between, one after the other


def beat_seconds() -> float:
    """Returns how often a worker shows that it lives, and its parent looks."""
    return settings().hang_seconds / LOOKS


class Heartbeats:
    """The beats of some workers, in memory that forked processes share."""

    def __init__(self, workers: int) -> None:
        """Prepares before the workers are forked.

        Args:
            workers: how many there are; each is named by its index.
        """
        self._beats = mmap.mmap(-1, workers)
        self._seen = [0] * workers
        self._looks = [0] * workers

    def beat(self, worker: int) -> None:
        """Shows that a worker lives; called in its own process."""
        self._beats[worker] = (self._beats[worker] + 1) % 256

    def begin(self, worker: int) -> None:
        """Counts anew for a worker that is about to be forked."""
        self._looks[worker] = 0

    def looks_in_vain(self, worker: int) -> int:
        """Looks at a worker; returns how many looks in a row have found no beat."""
        beats = self._beats[worker]
        self._looks[worker] = 0 if beats != self._seen[worker] else self._looks[worker] + 1
        self._seen[worker] = beats
        return self._looks[worker]
