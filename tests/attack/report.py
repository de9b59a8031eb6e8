"""Printed report of the attacks."""

from collections import Counter

from tests.attack.run import Result


def say(line: str) -> None:
    print(line, flush=True)


def line(result: Result) -> str:
    """The result of an attack, followed by its faults."""
    mark = "FAULT" if result.faults else "held "
    head = f"  {mark} {result.category}: {result.name} ({result.seconds:.0f} s, {outcomes(result.statuses)})"
    return "\n".join([head, *(f"        {fault}" for fault in result.faults)])


def outcomes(statuses: Counter[int]) -> str:
    """Counts by status, as « 200×40 429×3 »; « – » stands for no response."""
    return " ".join(
        f"{status or '–'}×{number}" for status, number in sorted(statuses.items(), key=lambda one: one[0] or 999)
    )
