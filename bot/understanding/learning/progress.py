"""Training progress on standard error. `bot train` shows the last line."""

import sys

MARK = "training: "


def tell(step: str) -> None:
    """Report the current step."""
    print(f"{MARK}{step}", file=sys.stderr, flush=True)
