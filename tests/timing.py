"""How long something takes on a machine that does other things too."""

import time
from collections.abc import Callable


def quickest(act: Callable[[], object], rounds: int = 3) -> float:
    """Returns the processor time in seconds of the quickest of some rounds: what others do at the time counts least."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        act()
        times.append(time.process_time() - began)
    return min(times)
