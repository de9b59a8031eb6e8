"""What a training is doing: lines in its log, of which `bot train` shows the last one."""

import sys

MARK = "training: "


def tell(step: str) -> None:
    """Writes what is being done now to standard error."""
    print(f"{MARK}{step}", file=sys.stderr, flush=True)
