"""Training progress on standard error. `bot train` shows how much of all parts is done."""

import sys

MARK = "training: "


def tell(part: str, done: int, total: int) -> None:
    """Report how many steps or sentences of a part are done."""
    print(f"{MARK}{part} {done} {total}", file=sys.stderr, flush=True)
