"""What commands print."""


def say(line: str) -> None:
    """Prints a line at once."""
    print(line, flush=True)
