"""Printed report of the attacks."""

from collections import Counter
from collections.abc import Sequence

from tests.attack.run import Result

HEAD = ("attack", "requests", "answers", "slowest", "others", "verdict")


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


def table(results: Sequence[Result]) -> str:
    """Markdown table, one row an attack, times in seconds."""
    rows = [
        (
            f"{result.category}: {result.name}".replace("|", "\\|"),
            str(sum(result.statuses.values())),
            outcomes(result.statuses),
            f"{result.slowest.seconds:.1f} {result.slowest.note}".strip() if result.slowest else "",
            f"{result.others:.2f}",
            "; ".join(result.faults).replace("|", "\\|") or "held",
        )
        for result in results
    ]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (HEAD, ("---",) * len(HEAD), *rows))
