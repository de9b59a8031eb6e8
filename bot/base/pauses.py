"""How long to wait before what failed is tried again."""

LONGEST_SECONDS = 60.0


def pause_after(failures: int, *, longest: float = LONGEST_SECONDS) -> float:
    """Returns how many seconds to wait after so many failures in a row: twice as long each time, up to the longest."""
    return float(min(longest, 0.5 * 2 ** min(failures, 10)))
