"""Processor time of a function on a busy machine."""

import time
from collections.abc import Callable


def quickest(act: Callable[[], object], rounds: int = 3) -> float:
    """Processor time in seconds of the quickest round, the one with the least noise."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        act()
        times.append(time.process_time() - began)
    return min(times)
